// What is said on the page and what the page shows of it: between the parts that people see and the conversation.

import type { ApiError } from "./api";
import { Composer } from "./composer";
import { Conversation, type View } from "./conversation";
import { button, touchOnly } from "./dom";
import { utterance } from "./ids";
import { printAlone, saveAsText } from "./keeping";
import { Log } from "./log";
import { Menu } from "./menu";
import { Entries } from "./messages";
import { Opinions } from "./opinions";
import type { Body, Message, Utterance } from "./types";
import { time, type Words } from "./words";

export class Chat implements View {
  readonly log: Log;
  readonly composer: Composer;
  readonly menu: Menu;
  readonly opinions: Opinions;
  private entries: Entries;
  /** What the person has said, by its id. */
  private said = new Map<string, HTMLElement>();
  private conversation: Conversation | null = null;
  /** What the person said that is on its way. */
  private asked: HTMLElement | undefined;

  constructor(
    private host: HTMLElement & { inline: boolean },
    private words: Words,
    private server: string,
    private page: string,
  ) {
    this.log = new Log(words);
    this.composer = new Composer(words, (text) => this.say(text, { text }));
    this.menu = new Menu(words, this);
    this.entries = new Entries(words, ({ id, title }) => this.say(title, id ? { choice: id } : { text: title }));
    this.opinions = new Opinions(words, (opinion) => this.conversation?.send(opinion));
  }

  begin(): void {
    if (this.conversation) return;
    this.conversation = new Conversation(this.server, this.page, this);
    this.conversation.start();
  }

  leave(): void {
    this.conversation?.leave();
  }

  /** Focus stays in the panel, in the text field unless that would raise a keyboard over the answer. */
  focusCalmly(): void {
    if (touchOnly()) this.log.root.focus({ preventScroll: true });
    else this.composer.focus();
  }

  // -- the menu ---------------------------------------------------------------------------------

  restart(): void {
    this.conversation?.end();
    this.conversation = null;
    this.log.clear();
    this.said.clear();
    this.opinions.clear();
    this.begin();
    this.focusCalmly();
    this.composer.status.textContent = this.words.restarted;
  }

  save(): void {
    saveAsText(this.words, this.log.messages);
  }

  print(): void {
    printAlone(this.host);
  }

  warning(): string | null {
    if (!this.said.size) return null;
    const last = [...this.log.messages].filter((each) => each.matches(".guide")).pop();
    return last?.dataset["kind"] === "form" ? this.words.restartInForm : this.words.restartQuestion;
  }

  // -- what the person says ---------------------------------------------------------------------

  private say(label: string, body: Body): void {
    this.focusCalmly();
    const said = utterance(label, body);
    this.show(said);
    this.conversation?.send(said);
  }

  private show({ id, label }: Utterance): void {
    const entry = this.entries.user(label);
    this.said.set(id, entry);
    this.log.retireChoices();
    this.log.addWaiting(entry);
  }

  // -- what the conversation tells --------------------------------------------------------------

  greet(): void {
    this.log.say(null);
    // In the page, the greeting is part of the page; in the dialog it is what opening it answers.
    if (this.host.inline) this.log.quietly(() => this.log.add(this.entries.greeting()));
    else this.log.add(this.entries.greeting());
  }

  replay(messages: Message[]): void {
    this.log.say(null);
    this.log.quietly(() => this.elsewhere(messages));
  }

  elsewhere(messages: Message[]): void {
    let asked = "";
    for (const message of messages) {
      if (message.kind === "user") this.heard((asked = message.id), message.text);
      else this.reply(asked, message);
    }
  }

  stillWaiting(waiting: Utterance): void {
    if (this.opinions.take(waiting.id) || this.said.has(waiting.id)) return;
    this.log.quietly(() => this.show(waiting));
  }

  sending(sent: Utterance | null): void {
    this.asked = sent ? this.said.get(sent.id) : undefined;
    if (this.asked) this.log.turnOf(this.asked);
    this.composer.status.textContent = sent ? this.words.typing : "";
  }

  answer(asked: Utterance, messages: Message[]): void {
    this.log.say(null);
    for (const message of messages) this.reply(asked.id, message);
  }

  trouble(error: ApiError, again: boolean): void {
    const own = again ? this.words[error.reason] : this.words.refused;
    const when = error.seconds ? this.words.retryIn(time(this.words, error.seconds)) : "";
    const retry = button(this.words.again, "again", () => {
      this.focusCalmly();
      this.log.say(null);
      this.conversation?.hurry();
    });
    this.log.say(this.entries.problem(error.said, error.said ? when : own, retry));
    if (this.asked) this.log.waitAgain(this.asked);
    this.sending(null);
  }

  refused(refused: Utterance, error: ApiError): void {
    this.log.say(null);
    const entry = this.said.get(refused.id);
    const wait = error.seconds ? this.words.waitFor(time(this.words, error.seconds)) : "";
    const edit = button(this.words.edit, "again", () => {
      this.composer.restore(refused.label);
      this.composer.focus();
      entry?.remove();
      problem.remove();
    });
    const problem = this.entries.problem(error.said, error.said ? wait : this.words.refused, ...(entry ? [edit] : []));
    this.log.add(problem);
  }

  ended(): void {
    this.log.add(this.entries.notice(this.words.ended));
  }

  renewed(): void {
    this.log.add(this.entries.notice(this.words.renewed));
  }

  ending(when: Date): void {
    if (!this.said.size) return;
    const { lang, ending, save } = this.words;
    const minutes = time(this.words, Math.max(1, Math.round((when.getTime() - Date.now()) / 60_000)) * 60);
    const at = when.toLocaleTimeString(lang, { hour: "2-digit", minute: "2-digit" });
    const notice = this.entries.notice(ending(minutes, at));
    notice.append(button(save, "again", () => this.save()));
    this.log.add(notice);
  }

  // -- one message ------------------------------------------------------------------------------

  private heard(id: string, text: string): void {
    if (this.opinions.take(id)) return;
    const entry = this.said.get(id) ?? this.entries.user(text);
    this.said.set(id, entry);
    this.log.retireChoices();
    this.log.turnOf(entry);
    this.log.add(entry);
  }

  /** An opinion is thanked for where it was given, unless there is more to say. */
  private reply(asked: string, message: Message): void {
    const row = this.opinions.answered(asked);
    const plain = !message.choices.length && !message.items.length && !message.sources.length;
    if (row && plain) row.thank(message.text);
    else this.log.add(this.entries.guide(message, this.opinions.under(message)));
  }
}
