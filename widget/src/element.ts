// <hansyns-guide>: a panel in the page (attribute `open`) or behind a button in the corner.

import { Chat } from "./chat";
import { button, el } from "./dom";
import { styles } from "./styles";
import { wordsIn, type Words } from "./words";

/**
 * Attributes: `open`; `lang` ("en": the component's own words in English); `server` (where the assistant is, else where
 * the script came from); `page-url` (the page that questions are asked on, else this page's address).
 */
export class HansynsGuide extends HTMLElement {
  static home = location.origin;

  private chat: Chat | null = null;
  private launcher: HTMLButtonElement | null = null;
  private panel: HTMLElement | null = null;

  constructor() {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    this.attachShadow({ mode: "open" }).adoptedStyleSheets = [sheet];
  }

  connectedCallback(): void {
    const words = wordsIn(this.getAttribute("lang"));
    const chat = new Chat(this, words, this.server, this.page);
    this.chat = chat;
    this.launcher = button(words.launcher, "launcher primary", () => this.show());
    this.launcher.lang = words.lang;
    this.panel = this.buildPanel(words, chat);
    this.launcher.hidden = this.inline;
    this.panel.hidden = !this.inline;
    this.shadowRoot?.replaceChildren(this.launcher, this.panel);
    if (this.inline) chat.begin();
  }

  disconnectedCallback(): void {
    this.chat?.leave();
  }

  get inline(): boolean {
    return this.hasAttribute("open");
  }

  private get server(): string {
    return inFull(this.getAttribute("server") ?? HansynsGuide.home)?.href ?? HansynsGuide.home;
  }

  /** Without query and fragment, which may hold what is nobody else's business; empty for a page without an address. */
  private get page(): string {
    const page = inFull(this.getAttribute("page-url") ?? location.href);
    return page?.protocol.startsWith("http") ? page.origin + page.pathname : "";
  }

  private buildPanel(words: Words, chat: Chat): HTMLElement {
    const title = el(
      "div",
      { class: "title" },
      el("h2", { id: "name", lang: "sv" }, "Hänsynsguiden"),
      el("p", { class: "tagline" }, words.tagline),
    );
    const close = button(words.close, "quiet close", () => this.hide());
    const header = el("header", { class: "header" }, title, chat.menu.root, close);
    const role = this.inline ? "region" : "dialog";
    const attributes = { class: "panel", role, "aria-labelledby": "name", lang: words.lang };
    const panel = el("section", attributes, header, chat.log.root, chat.composer.root, chat.opinions.page.root);
    panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.isComposing && !this.inline) this.hide();
    });
    return panel;
  }

  private show(): void {
    if (!this.panel || !this.launcher) return;
    this.panel.hidden = false;
    this.chat?.focusCalmly();
    this.launcher.hidden = true;
    this.chat?.begin();
  }

  private hide(): void {
    if (!this.panel || !this.launcher) return;
    this.launcher.hidden = false;
    this.launcher.focus();
    this.panel.hidden = true;
  }
}

/** The address, or null when it is none: what a page's editor mistyped must not take the chat away. */
function inFull(address: string): URL | null {
  try {
    return new URL(address, document.baseURI);
  } catch {
    return null;
  }
}
