// Builds nodes without ever parsing markup: bot text may echo what people or web pages wrote.

type Child = Node | string;

export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

export function button(label: string, className: string, onPress: () => void): HTMLButtonElement {
  const node = el("button", { type: "button", class: className }, label);
  node.addEventListener("click", onPress);
  return node;
}

/** Text for screen readers only. `lang` where it differs from what stands around it. */
export const hidden = (text: string, lang?: string): HTMLElement =>
  el("span", { class: "hidden", ...(lang && { lang }) }, text);

/** Safari forgets that a list without markers is a list, hence the explicit role. */
export const list = (className: string, items: Child[], tag: "ul" | "ol" = "ul"): HTMLElement =>
  el(tag, { class: className, role: "list" }, ...items.map((item) => el("li", {}, item)));

/** A link, or its bare text when we aren't willing to open the address; `newTab` is what to say of a new tab. */
export function link(label: string, address: string, newTab: Node): Node {
  const url = safeUrl(address);
  if (!url) return document.createTextNode(label);
  if (!url.protocol.startsWith("http")) return el("a", { href: url.href }, label);
  return el(
    "a",
    { href: url.href, target: "_blank", rel: "noopener noreferrer" },
    label,
    el("span", { "aria-hidden": "true" }, "\u00a0↗"),
    newTab,
  );
}

function safeUrl(address: string): URL | null {
  try {
    const url = new URL(address);
    return ["https:", "http:", "mailto:", "tel:"].includes(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

const ADDRESS = /((?:https?:\/\/|mailto:|tel:)[^\s<>"]*[^\s<>".,;:!?)\]]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)/;

/** Plain text with its web and e-mail addresses as links. */
export const linked = (text: string, newTab: () => Node): Node[] =>
  text.split(ADDRESS).map((part, position) => {
    if (position % 2 === 0) return document.createTextNode(part);
    return link(part, /^(https?|mailto|tel):/.test(part) ? part : `mailto:${part}`, newTab());
  });

/** On a touch screen, focus in a text field throws up a keyboard over the answer. */
export const touchOnly = (): boolean => matchMedia("(hover: none) and (pointer: coarse)").matches;
