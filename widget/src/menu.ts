// What is done to the whole conversation, behind one button that shows and hides it (the disclosure pattern: a row of
// ordinary buttons, with Tab between them, since an ARIA menu promises keys that nobody here expects).

import { button, el } from "./dom";
import type { Words } from "./words";

export interface MenuActions {
  restart(): void;
  save(): void;
  print(): void;
  /** What to ask before starting over, or null when there is nothing to lose. */
  warning(): string | null;
}

export class Menu {
  private toggle: HTMLButtonElement;
  private opened = new AbortController();
  private content = el("div", { class: "menu", id: "menu" });
  readonly root: HTMLElement;

  constructor(
    private words: Words,
    private actions: MenuActions,
  ) {
    this.toggle = button(words.menu, "quiet", () => (this.isOpen ? this.close() : this.open()));
    this.toggle.setAttribute("aria-controls", "menu");
    this.root = el("div", { class: "menus" }, this.toggle, this.content);
    this.root.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.isOpen) return;
      event.stopPropagation();
      this.close();
      this.toggle.focus();
    });
    this.root.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget instanceof Node && !this.root.contains(relatedTarget)) this.close();
    });
    this.close();
  }

  private get isOpen(): boolean {
    return !this.content.hidden;
  }

  private open(): void {
    this.opened = new AbortController();
    const pressed = (event: Event): void => {
      if (!event.composedPath().includes(this.root)) this.close();
    };
    document.addEventListener("pointerdown", pressed, { signal: this.opened.signal });
    const { restart, save, print } = this.words;
    this.show(
      button(restart, "quiet", () => this.askOrRestart()),
      button(save, "quiet", () => this.finish(() => this.actions.save())),
      button(print, "quiet", () => this.finish(() => this.actions.print())),
    );
  }

  private close(): void {
    this.opened.abort();
    this.content.hidden = true;
    this.toggle.setAttribute("aria-expanded", "false");
  }

  private show(...content: Node[]): void {
    this.content.replaceChildren(...content);
    this.content.hidden = false;
    this.toggle.setAttribute("aria-expanded", "true");
  }

  private askOrRestart(): void {
    const warning = this.actions.warning();
    if (!warning) return this.restart();
    const yes = button(this.words.restart, "primary", () => this.restart());
    const no = button(this.words.keep, "quiet", () => this.finish(() => undefined));
    const question = el("p", { id: "restart" }, warning);
    this.show(el("div", { role: "group", "aria-labelledby": "restart" }, question, yes, no));
    yes.focus();
  }

  /** Starting over gives the focus a place of its own. */
  private restart(): void {
    this.close();
    this.actions.restart();
  }

  private finish(action: () => void): void {
    this.toggle.focus();
    this.close();
    action();
  }
}
