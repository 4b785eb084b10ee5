// One message as a list item: bubble, sources, cards and choices.

import { button, el, hidden, link, linked, list } from "./dom";
import { strings } from "./strings";
import type { Item, Message, Source, Utterance } from "./types";

export type Choose = (choice: Utterance) => void;

export const userMessage = (text: string): HTMLLIElement =>
  el("li", { class: "message you" }, el("div", { class: "bubble" }, paragraph(strings.you, [text])));

export function guideMessage(message: Message, choose: Choose): HTMLLIElement {
  const bubble = el("div", { class: "bubble" }, paragraph(strings.guide, linked(message.text)));
  if (message.items.length) bubble.append(list("cards", message.items.map(card)));
  if (message.sources.length) bubble.append(sourceList(message.sources));
  const entry = el("li", { class: "message guide", "data-kind": message.kind }, bubble);
  const choices = message.choices.map(({ id, title }) => ({ label: title, body: { choice: id } }));
  if (choices.length) entry.append(choiceList(choices, choose));
  return entry;
}

export const noticeMessage = (text: string): HTMLLIElement =>
  el("li", { class: "message notice" }, paragraph(strings.notice, [text]));

/** Pressing the button takes the message away, so `retry` must first move focus elsewhere. */
export function errorMessage(text: string, label: string, retry: () => void): HTMLLIElement {
  const entry = el("li", { class: "message notice error" }, paragraph(strings.notice, [text]));
  const press = (): void => {
    retry();
    entry.remove();
  };
  entry.append(button(label, "again", press));
  return entry;
}

export function choiceList(choices: Utterance[], choose: Choose): HTMLElement {
  const buttons = choices.map((choice) => {
    const node = button(choice.label, "choice", () => {
      if (node.ariaDisabled === "true") return;
      node.classList.add("chosen");
      node.append(hidden(strings.chosen));
      choose(choice);
    });
    return node;
  });
  const node = list("choices", buttons);
  node.setAttribute("aria-label", strings.choices);
  return node;
}

/** Old choices stay readable but can no longer be pressed or tabbed to. */
export function retireChoices(root: HTMLElement): void {
  for (const node of root.querySelectorAll<HTMLButtonElement>(".choice:not([aria-disabled])")) {
    node.setAttribute("aria-disabled", "true");
    node.tabIndex = -1;
  }
}

const paragraph = (speaker: string, content: (Node | string)[]): HTMLElement =>
  el("p", { class: "text" }, hidden(speaker), ...content);

function card(item: Item): HTMLElement {
  const node = el("article", { class: "card" }, el("h3", {}, item.title));
  if (item.text) node.append(el("p", { class: "text" }, ...linked(item.text)));
  if (item.source) node.append(sourceLink(item.source));
  return node;
}

/** Numbered, because the text refers to its sources as [1], [2]. */
function sourceList(sources: Source[]): HTMLElement {
  return el("div", {}, el("p", { class: "subtitle" }, strings.sources), list("sources", sources.map(sourceLink), "ol"));
}

const sourceLink = ({ title, publisher, url }: Source): Node =>
  link([title || url, publisher].filter(Boolean).join(", "), url);
