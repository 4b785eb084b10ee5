// The text field with its label, its limit and its send button, and the line that says what the guide is doing.

import { el } from "./dom";
import { MAX_CHARACTERS, number, type Words } from "./words";

const COUNT_FROM = MAX_CHARACTERS * 0.8;

export class Composer {
  private field = el("textarea", {
    id: "field",
    rows: "1",
    name: "text",
    autocomplete: "off",
    enterkeyhint: "send",
    lang: "sv",
    "aria-describedby": "hint problem",
  });
  /** Has the same text in the same grid cell, which is what makes the field grow without style attributes. */
  private mirror = el("div", { class: "mirror", "aria-hidden": "true" });
  private count = el("span", { class: "count" });
  private problem = el("p", { class: "problem", id: "problem", "aria-live": "polite" });
  readonly status = el("span", { class: "status", role: "status" });
  readonly root: HTMLFormElement;

  constructor(
    private words: Words,
    private send: (text: string) => void,
  ) {
    this.root = el(
      "form",
      { class: "composer", novalidate: "" },
      el("div", { class: "caption" }, el("label", { for: "field" }, words.label), this.status),
      el(
        "div",
        { class: "row" },
        el("div", { class: "grow" }, this.field, this.mirror),
        el("button", { type: "submit", class: "primary" }, words.send),
      ),
      this.problem,
      el("p", { class: "hint" }, el("span", { id: "hint" }, words.hint), " ", this.count),
    );
    this.root.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.field.addEventListener("input", () => this.update());
    this.field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.submit();
    });
  }

  focus(): void {
    this.field.focus();
  }

  /** Puts a text back for editing, before anything already begun. */
  restore(text: string): void {
    this.field.value = this.field.value ? `${text}\n${this.field.value}` : text;
    this.update();
  }

  private get most(): string {
    return number(this.words, MAX_CHARACTERS);
  }

  private submit(): void {
    const text = this.field.value.trim();
    if (!text) this.complain(this.words.empty);
    if (!text || length(text) > MAX_CHARACTERS) return this.focus();
    this.field.value = "";
    this.update();
    this.send(text);
  }

  private update(): void {
    const characters = length(this.field.value.trim());
    // A trailing line break has no height of its own; the space gives it one.
    this.mirror.textContent = `${this.field.value} `;
    this.count.textContent = characters < COUNT_FROM ? "" : this.words.count(number(this.words, characters), this.most);
    this.complain(characters > MAX_CHARACTERS ? this.words.tooLong(this.most) : "");
  }

  /** Says a problem once; the same words are not announced again for every key pressed. */
  private complain(problem: string): void {
    if (this.problem.textContent !== problem) this.problem.textContent = problem;
    if (problem) this.field.setAttribute("aria-invalid", "true");
    else this.field.removeAttribute("aria-invalid");
  }
}

/** Counted as the server does: in Unicode characters of composed form. */
const length = (text: string): number => [...text.normalize("NFC")].length;
