// One conversation with the server: the order of what is said, and what to do when a call fails.

import { Api, ApiError } from "./api";
import { isExpired, Session } from "./session";
import { Store } from "./store";
import type { Message, Utterance } from "./types";

const LONGEST_PAUSE_SECONDS = 60;

/** What the conversation needs of the page. */
export interface View {
  greet(): void;
  /** What was said before the page was loaded. */
  replay(messages: Message[]): void;
  /** Said before the page was loaded, and not answered yet; told again when the rest is there. */
  stillWaiting(utterance: Utterance): void;
  /** The utterance whose answer is awaited from now on, or null. */
  sending(utterance: Utterance | null): void;
  answer(utterance: Utterance, messages: Message[]): void;
  /** What was said in another tab of the same conversation. */
  elsewhere(messages: Message[]): void;
  /** A call failed; it is made again by itself, or not. */
  trouble(error: ApiError, again: boolean): void;
  refused(utterance: Utterance, error: ApiError): void;
  /** The conversation before had come to its end. */
  ended(): void;
  /** So had this one, and what is asked is asked in a new one. */
  renewed(): void;
  ending(when: Date): void;
}

export class Conversation {
  private session: Session;
  private store: Store;
  private queue: Utterance[];
  private begun = false;
  private working = false;
  private failures = 0;
  private pause: number | undefined;
  private seen = new Set<string>();
  private lastId: string | undefined;
  private stop = new AbortController();

  constructor(
    server: string,
    page: string,
    private view: View,
  ) {
    const { signal } = this.stop;
    this.store = new Store(server);
    this.session = new Session(new Api(server, page, signal), this.store, (when) => view.ending(when));
    this.queue = [...this.store.waiting];
    addEventListener("online", () => this.hurry(), { signal });
    addEventListener("focus", () => void this.catchUp(), { signal });
    document.addEventListener("visibilitychange", () => void this.catchUp(), { signal });
  }

  /** Takes up the conversation this tab had, or begins one; sends what waits. */
  start(): void {
    this.showWaiting();
    void this.work();
  }

  /** Queues what the person says; one utterance at a time is on its way. */
  send(utterance: Utterance): void {
    this.queue.push(utterance);
    this.store.wait(this.queue);
    void this.work();
  }

  /** Tries now what is to be tried later. */
  hurry(): void {
    if (this.failures) void this.work();
  }

  /** Ends the conversation for good: nothing under way reaches the page any more. */
  end(): void {
    this.leave();
    this.session.end();
    this.store.wait([]);
  }

  /** Stops what is under way but keeps the conversation, for when the page takes the component out. */
  leave(): void {
    this.stop.abort();
    clearTimeout(this.pause);
    this.session.leave();
  }

  private async work(): Promise<void> {
    if (this.working) return;
    this.working = true;
    clearTimeout(this.pause);
    try {
      if (!this.begun) await this.begin();
      while (this.queue[0]) await this.deliver(this.queue[0]);
      this.failures = 0;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (!this.stop.signal.aborted) this.wait(error);
    } finally {
      this.working = false;
    }
  }

  private wait(error: ApiError): void {
    this.failures += 1;
    this.view.trouble(error, error.passes);
    const seconds = error.seconds || Math.min(2 ** this.failures, LONGEST_PAUSE_SECONDS);
    if (error.passes) this.pause = setTimeout(() => void this.work(), seconds * 1000);
  }

  private async begin(): Promise<void> {
    const past = await this.past();
    this.begun = true;
    if (past.length) this.view.replay(this.unseen(past));
    else this.view.greet();
    this.queue = this.queue.filter(({ id }) => !isAnswered(id, past));
    this.store.wait(this.queue);
    this.showWaiting();
  }

  private showWaiting(): void {
    for (const utterance of this.queue) this.view.stillWaiting(utterance);
  }

  private async past(): Promise<Message[]> {
    if (!this.session.isOpen) return [];
    try {
      return await this.session.history();
    } catch (error) {
      if (!isExpired(error)) throw error;
      this.session.end();
      this.view.ended();
      return [];
    }
  }

  private async deliver(utterance: Utterance): Promise<void> {
    this.view.sending(utterance);
    this.seen.add(utterance.id);
    const answer = await this.ask(utterance).catch((error: unknown) => {
      if (error instanceof ApiError && error.needsEdit) return error;
      throw error;
    });
    this.queue.shift();
    this.store.wait(this.queue);
    this.failures = 0;
    this.view.sending(null);
    if (answer instanceof ApiError) this.view.refused(utterance, answer);
    else this.view.answer(utterance, this.unseen(answer));
  }

  private async ask(utterance: Utterance): Promise<Message[]> {
    const { body, label } = utterance;
    const now = { ...utterance };
    utterance.tried = true;
    this.store.wait(this.queue);
    const hadSession = this.session.isOpen;
    try {
      if (hadSession) return await this.session.send(now, body);
    } catch (error) {
      if (!isExpired(error)) throw error;
    }
    await this.session.open();
    this.lastId = undefined;
    if (hadSession) this.view.renewed();
    // The new session has not offered the old choices, so a choice goes as its words.
    return this.session.send(now, "choice" in body ? { text: label } : body);
  }

  /** A tab that was duplicated, or asleep, shows what has been said since. */
  private async catchUp(): Promise<void> {
    if (document.hidden || !this.begun || this.working || !this.session.isOpen) return;
    if (this.queue.length) return this.hurry();
    try {
      const later = await this.session.history(this.lastId);
      if (!this.working) this.view.elsewhere(this.unseen(later));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error; // The next question tells what is wrong.
    }
  }

  private unseen(messages: Message[]): Message[] {
    const fresh = messages.filter(({ id }) => !id || !this.seen.has(id));
    for (const { id } of fresh) if (id) this.seen.add((this.lastId = id));
    return fresh;
  }
}

function isAnswered(id: string, past: Message[]): boolean {
  const said = past.findIndex((message) => message.id === id);
  const next = past[said + 1];
  return said >= 0 && next !== undefined && next.kind !== "user";
}
