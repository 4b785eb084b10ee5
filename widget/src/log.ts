// The list of messages: where a new one goes, what is announced, and what is scrolled to.

import { el } from "./dom";
import { retireChoices } from "./messages";
import type { Words } from "./words";

export class Log {
  private list = el("ol", { class: "messages", role: "list" });
  /** What is wrong just now; last, whatever is said meanwhile. */
  private trouble = el("div", { class: "trouble" });
  private quiet = false;
  /** Ends the silence after something was added quietly. */
  private silence: number | undefined;
  readonly root: HTMLElement;

  constructor(words: Words) {
    const live = { role: "log", "aria-live": "polite", "aria-label": words.log };
    this.root = el("div", { class: "log", tabindex: "0", ...live }, this.list, this.trouble);
  }

  get messages(): NodeListOf<HTMLElement> {
    return this.list.querySelectorAll<HTMLElement>(".message");
  }

  /** Adds after everything said so far, but before messages still waiting to be sent. */
  add(...entries: HTMLElement[]): void {
    this.aloud();
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

  /** Its turn has come: what is added now comes after it. */
  turnOf(entry: HTMLElement): void {
    entry.classList.remove("waiting");
  }

  /** It couldn't be sent after all. Nothing said later was either, so that its place is still the right one. */
  waitAgain(entry: HTMLElement): void {
    entry.classList.add("waiting");
  }

  clear(): void {
    this.list.replaceChildren();
    this.say(null);
  }

  /** Says what is wrong, once for the same words; null when nothing is any more. */
  say(problem: HTMLElement | null): void {
    if (problem && problem.textContent === this.trouble.textContent) return;
    if (problem) this.aloud();
    this.root.classList.toggle("troubled", problem !== null);
    this.trouble.replaceChildren(...(problem ? [el("ul", { role: "list" }, problem)] : []));
    if (problem) this.reveal(problem);
  }

  retireChoices(): void {
    retireChoices(this.list);
  }

  /** Adds without announcing: nobody wants a whole old conversation read aloud. */
  quietly(add: () => void): void {
    clearTimeout(this.silence);
    this.root.setAttribute("aria-live", "off");
    this.quiet = true;
    add();
    this.quiet = false;
    this.silence = setTimeout(() => this.aloud(), 200);
  }

  /** What comes now is announced, however lately something was added quietly. */
  private aloud(): void {
    if (this.quiet) return;
    clearTimeout(this.silence);
    this.root.setAttribute("aria-live", "polite");
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
