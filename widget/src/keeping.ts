// The conversation on paper or in a file, for those who want it kept.

import { el } from "./dom";
import type { Words } from "./words";

const MARK = "data-hansyns-guide-print";
const PRINT_ALONE = `@media print {
  [${MARK}="beside"] { display: none !important; }
  [${MARK}="around"] {
    display: block !important; position: static !important; overflow: visible !important; transform: none !important;
    block-size: auto !important; max-block-size: none !important;
    margin: 0 !important; padding: 0 !important; border: 0 !important;
  }
}`;

/** Saves what is in the log as a text file, through a link to a Blob, which no content policy stops. */
export function saveAsText(words: Words, messages: Iterable<HTMLElement>): void {
  const now = new Date();
  const heading = words.savedHeading(now.toLocaleString(words.lang, { dateStyle: "long", timeStyle: "short" }));
  const text = [heading, ...[...messages].map(asText)].join("\n\n");
  const address = URL.createObjectURL(new Blob([`${text}\n`], { type: "text/plain;charset=utf-8" }));
  el("a", { href: address, download: `hansynsguiden-${now.toLocaleDateString("sv")}.txt` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Prints the element without the page around it. Whoever prints the page with the browser's own command gets both. */
export function printAlone(element: HTMLElement): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(PRINT_ALONE);
  const marked: Element[] = [];
  const mark = (node: Element, place: string): void => {
    node.setAttribute(MARK, place);
    marked.push(node);
  };
  for (let node: Element = element; node !== document.body && node.parentElement; node = node.parentElement) {
    for (const sibling of node.parentElement.children) if (sibling !== node) mark(sibling, "beside");
    mark(node.parentElement, "around");
  }
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const restore = (): void => {
    for (const node of marked) node.removeAttribute(MARK);
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
  };
  addEventListener("afterprint", restore, { once: true });
  print();
}

/** A message with its addresses in full, since nobody can follow a link in a text file. */
function asText(message: HTMLElement): string {
  const lines = [...message.querySelectorAll<HTMLElement>(".text, h3, .card > a, .sources > li")].map((node) => {
    const label = readable(node);
    const address = node.matches(".text, h3") ? "" : (node.querySelector("a") ?? node).getAttribute("href");
    return [numberOf(node), label, address ? ` <${address}>` : ""].join("");
  });
  return lines.join("\n");
}

/** The text without what is said about new tabs, or shown as an arrow. */
function readable(node: HTMLElement): string {
  const copy = node.cloneNode(true) as HTMLElement;
  for (const extra of copy.querySelectorAll("a > [aria-hidden], a > .hidden")) extra.remove();
  return (copy.textContent ?? "").trim();
}

/** The text refers to its sources as [1], [2]. */
function numberOf(node: HTMLElement): string {
  const list = node.closest(".sources");
  return list ? `[${[...list.children].indexOf(node) + 1}] ` : "";
}
