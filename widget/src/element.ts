// <hansyns-guide>: a panel in the page (attribute `open`) or behind a button in the corner.

import type { ApiError } from "./api";
import { Composer } from "./composer";
import { Conversation, type View } from "./conversation";
import { button, el, touchOnly } from "./dom";
import { Log } from "./log";
import { choiceList, errorMessage, guideMessage, noticeMessage, userMessage } from "./messages";
import { strings } from "./strings";
import { styles } from "./styles";
import type { Message, Utterance } from "./types";

/** What the person said, with its place in the log. */
interface Said extends Utterance {
  entry: HTMLElement;
}

export class HansynsGuide extends HTMLElement implements View<Said> {
  /** Where the script came from; the server unless the attribute `server` names another. */
  static home = location.origin;

  private log = new Log();
  private composer = new Composer((text) => this.say({ label: text, body: { text } }));
  private launcher = button(strings.launcher, "launcher primary", () => this.show());
  private panel = this.buildPanel();
  private conversation: Conversation<Said> | null = null;
  private startError: HTMLElement | null = null;

  constructor() {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    root.append(this.launcher, this.panel);
  }

  connectedCallback(): void {
    this.launcher.hidden = this.inline;
    this.panel.hidden = !this.inline;
    this.panel.setAttribute("role", this.inline ? "region" : "dialog");
    if (this.inline) this.begin();
  }

  disconnectedCallback(): void {
    this.conversation?.pause();
    this.conversation = null;
  }

  greet = (): void => {
    const choices = strings.suggestions.map((text) => ({ label: text, body: { text } }));
    const entry = guideMessage(
      { id: "", text: strings.greeting, kind: "greeting", sources: [], items: [], choices: [] },
      this.say,
    );
    entry.append(choiceList(choices, this.say));
    // In the page, the greeting is part of the page; in the dialog it is what opening it answers.
    if (this.inline) this.log.quietly(() => this.log.add(entry));
    else this.log.add(entry);
  };

  replay = (messages: Message[]): void => {
    this.log.quietly(() => {
      for (const message of messages) {
        if (message.kind === "user") this.log.retireChoices();
        this.log.add(this.entryFor(message));
      }
    });
  };

  answer = (messages: Message[]): void => {
    this.log.add(...messages.map((message) => this.entryFor(message)));
  };

  notice = (text: string): void => {
    this.log.add(noticeMessage(text));
  };

  startFailed = (error: ApiError): void => {
    this.startError = errorMessage(error.message, strings.retry, () => {
      this.focusCalmly();
      this.conversation?.start();
    });
    this.log.add(this.startError);
  };

  sendFailed = (said: Said, error: ApiError): void => {
    const retry = (): void => {
      this.focusCalmly();
      this.conversation?.retry(said);
    };
    const edit = (): void => {
      this.composer.restore(said.label);
      this.composer.focus();
      said.entry.remove();
    };
    const [label, action] = error.needsEdit ? [strings.edit, edit] : [strings.retry, retry];
    this.log.add(errorMessage(error.message, label, action));
  };

  sending = (said: Said | null): void => {
    if (said) this.log.turnOf(said.entry);
    this.composer.status.textContent = said ? strings.typing : "";
  };

  private get inline(): boolean {
    return this.hasAttribute("open");
  }

  private get server(): string {
    return new URL(this.getAttribute("server") ?? HansynsGuide.home, document.baseURI).href;
  }

  private buildPanel(): HTMLElement {
    const close = button(strings.close, "quiet close", () => this.hide());
    const panel = el(
      "section",
      { class: "panel", "aria-labelledby": "name", lang: "sv" },
      el(
        "header",
        { class: "header" },
        el(
          "div",
          { class: "title" },
          el("h2", { id: "name" }, strings.name),
          el("p", { class: "tagline" }, strings.tagline),
        ),
        el("div", { class: "actions" }, button(strings.restart, "quiet", () => this.restart()), close),
      ),
      this.log.root,
      this.composer.root,
    );
    panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.isComposing && !this.inline) this.hide();
    });
    return panel;
  }

  private show(): void {
    this.panel.hidden = false;
    this.focusCalmly();
    this.launcher.hidden = true;
    if (!this.conversation) this.begin();
  }

  private hide(): void {
    this.launcher.hidden = false;
    this.launcher.focus();
    this.panel.hidden = true;
  }

  private begin(): void {
    this.log.clear();
    this.conversation = new Conversation(this.server, this);
    this.conversation.start();
  }

  private restart(): void {
    this.conversation?.end();
    this.begin();
    this.composer.status.textContent = strings.restarted;
  }

  private say = (utterance: Utterance): void => {
    this.focusCalmly();
    this.log.retireChoices();
    this.startError?.remove();
    const said = { ...utterance, entry: userMessage(utterance.label) };
    this.log.addWaiting(said.entry);
    this.conversation?.send(said);
  };

  private entryFor(message: Message): HTMLElement {
    return message.kind === "user" ? userMessage(message.text) : guideMessage(message, this.say);
  }

  /** Focus stays in the panel, in the text field unless that would raise a keyboard over the answer. */
  private focusCalmly(): void {
    if (touchOnly()) this.log.root.focus({ preventScroll: true });
    else this.composer.focus();
  }
}
