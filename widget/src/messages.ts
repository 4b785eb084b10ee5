// One message as a list item: bubble, sources, cards and choices.

import { button, el, hidden, link, linked, list } from "./dom";
import type { OpinionRow } from "./opinions";
import type { Choice, Item, Message, Source } from "./types";
import type { Words } from "./words";

/** The assistant, and whoever talks to it, use this language whatever the component's own words are in. */
const SWEDISH = { lang: "sv" };

export class Entries {
  constructor(
    private words: Words,
    private choose: (choice: Choice) => void,
  ) {}

  user(text: string): HTMLLIElement {
    const bubble = el("div", { class: "bubble" }, this.paragraph(this.words.you, SWEDISH, [text]));
    return el("li", { class: "message you" }, bubble, el("span", { class: "pending" }, this.words.pending));
  }

  guide(message: Message, opinion: OpinionRow | null): HTMLLIElement {
    const text = linked(message.text, this.newTab);
    const bubble = el("div", { class: "bubble" }, this.paragraph(this.words.guide, SWEDISH, text));
    if (message.items.length) bubble.append(list("cards", message.items.map(this.card)));
    if (message.sources.length) bubble.append(this.sources(message.sources));
    const entry = el("li", { class: "message guide", "data-kind": message.kind }, bubble);
    if (message.choices.length) entry.append(this.choices(message.choices));
    if (opinion) entry.append(opinion.root);
    return entry;
  }

  /** The component's own, in its own language; the choices go to the assistant as text. */
  greeting(): HTMLLIElement {
    const { guide, greeting, suggestions } = this.words;
    const bubble = el("div", { class: "bubble" }, this.paragraph(guide, {}, [greeting]));
    const choices = suggestions.map((title) => ({ id: "", title }));
    return el("li", { class: "message guide", "data-kind": "greeting" }, bubble, this.choices(choices));
  }

  notice(...content: (Node | string)[]): HTMLLIElement {
    const text = el("p", { class: "text" }, hidden(this.words.notice), ...content);
    return el("li", { class: "message notice" }, text);
  }

  /** `said` is the server's own, in Swedish. */
  problem(said: string, more: string, ...buttons: Node[]): HTMLLIElement {
    const entry = this.notice(el("span", SWEDISH, said), more);
    entry.classList.add("error");
    entry.append(...buttons);
    return entry;
  }

  private newTab = (): Node => hidden(this.words.newTab, this.words.lang);

  private paragraph(speaker: string, language: { lang?: string }, content: (Node | string)[]): HTMLElement {
    return el("p", { class: "text" }, hidden(speaker), el("span", language, ...content));
  }

  private choices(choices: Choice[]): HTMLElement {
    const buttons = choices.map((choice) => {
      const node = button(choice.title, "choice", () => {
        if (node.ariaDisabled === "true") return;
        node.classList.add("chosen");
        node.append(hidden(this.words.chosen, this.words.lang));
        this.choose(choice);
      });
      node.lang = "sv";
      return node;
    });
    const node = list("choices", buttons);
    node.setAttribute("aria-label", this.words.choices);
    return node;
  }

  private card = (item: Item): HTMLElement => {
    const node = el("article", { class: "card", ...SWEDISH }, el("h3", {}, item.title));
    if (item.text) node.append(el("p", { class: "text" }, ...linked(item.text, this.newTab)));
    if (item.source) node.append(this.sourceLink(item.source));
    return node;
  };

  /** Numbered, because the text refers to its sources as [1], [2]. */
  private sources(sources: Source[]): HTMLElement {
    const links = list("sources", sources.map(this.sourceLink), "ol");
    links.lang = "sv";
    return el("div", {}, el("p", { class: "subtitle" }, this.words.sources), links);
  }

  private sourceLink = ({ title, publisher, url }: Source): Node =>
    link([title || url, publisher].filter(Boolean).join(", "), url, this.newTab());
}

/** Old choices stay readable but can no longer be pressed or tabbed to. */
export function retireChoices(root: HTMLElement): void {
  for (const node of root.querySelectorAll<HTMLButtonElement>(".choice:not([aria-disabled])")) {
    node.setAttribute("aria-disabled", "true");
    node.tabIndex = -1;
  }
}
