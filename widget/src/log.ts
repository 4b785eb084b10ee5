// The list of messages: where a new one goes, what is announced, and what is scrolled to.

import { el } from "./dom";
import { retireChoices } from "./messages";
import { strings } from "./strings";

export class Log {
  private list = el("ol", { class: "messages", role: "list" });
  readonly root = el(
    "div",
    { class: "log", role: "log", "aria-live": "polite", "aria-label": strings.log, tabindex: "0" },
    this.list,
  );

  /** Adds after everything said so far, but before messages still waiting to be sent. */
  add(...entries: HTMLElement[]): void {
    const waiting = this.list.querySelector(".waiting");
    for (const entry of entries) this.list.insertBefore(entry, waiting);
    if (entries[0]) this.reveal(entries[0]);
  }

  /** Adds a message of the person's that waits for its turn. */
  addWaiting(entry: HTMLElement): void {
    entry.classList.add("waiting");
    this.list.append(entry);
    this.reveal(entry);
  }

  /** Its turn has come: it stands last but for those still waiting, and what is added now comes after it. */
  turnOf(entry: HTMLElement): void {
    entry.classList.remove("waiting");
    const next = this.list.querySelector(".waiting");
    if (entry.nextElementSibling !== next) this.list.insertBefore(entry, next);
  }

  retireChoices(): void {
    retireChoices(this.list);
  }

  clear(): void {
    this.list.replaceChildren();
  }

  /** Adds without announcing: nobody wants a whole old conversation read aloud. */
  quietly(add: () => void): void {
    this.root.setAttribute("aria-live", "off");
    add();
    setTimeout(() => this.root.setAttribute("aria-live", "polite"), 200);
  }

  /** Scrolls to the start of an entry, in the panel only: the page around it stays where it is. */
  private reveal(entry: HTMLElement): void {
    const inLog = getComputedStyle(this.root).overflowY !== "visible";
    const scroller = inLog ? this.root : this.root.parentElement;
    if (!scroller) return;
    const top = entry.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop - 12;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    scroller.scrollTo({ top, behavior: calm ? "auto" : "smooth" });
  }
}
