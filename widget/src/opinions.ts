// "Did it help?" with two buttons, under an answer or at the end of the panel: pressed once, and thanked for.

import { button, el, hidden } from "./dom";
import { opinionId, opinionIn, PAGE, utterance } from "./ids";
import type { Message, Utterance } from "./types";
import type { Words } from "./words";

/** All questions of whether something helped. */
export class Opinions {
  readonly page: OpinionRow;
  private rows = new Map<string, OpinionRow>();

  constructor(
    private words: Words,
    private say: (opinion: Utterance) => void,
  ) {
    this.page = new OpinionRow(words, words.pageHelpful, { role: "status" }, (helped) =>
      say(utterance(words.pageHelpful, { page_feedback: helped }, opinionId({ about: PAGE, helped }))),
    );
  }

  /** The question that belongs under a message, or null. */
  under({ id, feedback }: Message): OpinionRow | null {
    const [yes, no] = feedback;
    if (!yes || !no || !/^\w+$/.test(id)) return null;
    const row = new OpinionRow(this.words, this.words.helpful, {}, (helped) => {
      const chosen = helped ? yes : no;
      this.say(utterance(chosen.title, { choice: chosen.id }, opinionId({ about: id, helped })));
    });
    this.rows.set(id, row);
    return row;
  }

  /** The question that an utterance answers, by the utterance's id; undefined when it isn't shown. */
  answered(id: string): OpinionRow | undefined {
    const about = opinionIn(id)?.about ?? "";
    return about === PAGE ? this.page : this.rows.get(about);
  }

  /** Whether the utterance is an opinion; then it is shown where it was given. */
  take(id: string): boolean {
    const opinion = opinionIn(id);
    if (opinion) this.answered(id)?.choose(opinion.helped);
    return opinion !== null;
  }

  clear(): void {
    this.rows.clear();
  }
}

export class OpinionRow {
  private question: HTMLElement;
  private buttons: HTMLButtonElement[];
  readonly root: HTMLElement;

  /** `attributes` are those of the question as it is seen, whose words are replaced by the thanks. */
  constructor(
    private words: Words,
    question: string,
    attributes: Record<string, string>,
    press: (helped: boolean) => void,
  ) {
    this.question = el("span", attributes, question);
    this.buttons = [true, false].map((helped) =>
      button(helped ? words.yes : words.no, "quiet opinion", () => {
        if (this.given) return;
        this.choose(helped);
        press(helped);
      }),
    );
    this.root = el("div", { class: "opinions", role: "group", "aria-label": question }, this.question, ...this.buttons);
  }

  /** Focus stays on the pressed button, which is why it isn't taken away. */
  choose(helped: boolean): void {
    if (this.given) return;
    const chosen = this.buttons[helped ? 0 : 1];
    for (const node of this.buttons) node.setAttribute("aria-disabled", "true");
    chosen?.classList.add("chosen");
    chosen?.append(hidden(this.words.chosen));
  }

  /** The thanks are the assistant's, in Swedish. */
  thank(thanks: string): void {
    this.question.textContent = thanks;
    this.question.lang = "sv";
  }

  private get given(): boolean {
    return this.buttons[0]?.ariaDisabled === "true";
  }
}
