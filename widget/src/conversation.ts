// One conversation with the server: its token, its order of messages, and what to do when a call fails.

import { Api, ApiError } from "./api";
import { strings } from "./strings";
import { TokenStore } from "./token";
import type { Message, Utterance } from "./types";

/** What the conversation needs of the page; U is the page's own record of one utterance. */
export interface View<U extends Utterance> {
  greet(): void;
  replay(messages: Message[]): void;
  answer(messages: Message[]): void;
  notice(text: string): void;
  startFailed(error: ApiError): void;
  sendFailed(utterance: U, error: ApiError): void;
  /** The utterance whose answer is awaited from now on, or null. */
  sending(utterance: U | null): void;
}

export class Conversation<U extends Utterance> {
  private queue: { utterance: U; again: boolean }[] = [];
  private sending = false;
  private starting: Promise<unknown> = Promise.resolve();
  private seen = new Set<string>();
  private lastId: string | undefined;
  private stop = new AbortController();
  private api: Api;
  private store: TokenStore;

  constructor(
    server: string,
    private view: View<U>,
  ) {
    this.api = new Api(server, this.stop.signal);
    this.store = new TokenStore(server);
  }

  /** Takes up the conversation this tab had, or begins one. */
  start(): void {
    this.starting = this.run(async () => {
      const past = await this.past();
      if (this.ended) return;
      if (past.length) this.view.replay(this.unseen(past));
      else this.view.greet();
    }, this.view.startFailed);
  }

  /** Queues what the person says; one message at a time is on its way. */
  send(utterance: U): void {
    this.queue.push({ utterance, again: false });
    void this.drain();
  }

  /** Sends again what failed, before anything said after it. */
  retry(utterance: U): void {
    this.queue.unshift({ utterance, again: true });
    void this.drain();
  }

  /** Ends the conversation for good: nothing under way reaches the page any more. */
  end(): void {
    this.stop.abort();
    this.store.token = null;
  }

  /** Stops calls under way but keeps the token, for when the page takes the component out. */
  pause(): void {
    this.stop.abort();
  }

  private get ended(): boolean {
    return this.stop.signal.aborted;
  }

  private async past(): Promise<Message[]> {
    const { token } = this.store;
    if (token) {
      try {
        return await this.api.history(token);
      } catch (error) {
        if (!isExpired(error)) throw error;
        await this.renew();
        if (!this.ended) this.view.notice(strings.expired);
      }
    } else await this.renew();
    return [];
  }

  private async drain(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    await this.starting;
    for (let next = this.queue.shift(); next && !this.ended; next = this.queue.shift()) {
      const { utterance, again } = next;
      this.view.sending(utterance);
      const delivered = await this.run(
        async () => {
          const answer = (again && (await this.alreadyAnswered(utterance))) || (await this.deliver(utterance));
          if (!this.ended) this.view.answer(this.unseen(answer));
        },
        (error) => this.view.sendFailed(utterance, error),
      );
      // What was said later may depend on it: it waits for the person to retry or say something new.
      if (!delivered) break;
    }
    this.sending = false;
    if (!this.ended) this.view.sending(null);
  }

  private async deliver(utterance: U): Promise<Message[]> {
    const { token } = this.store;
    if (token) {
      try {
        return await this.api.send(token, utterance.body);
      } catch (error) {
        if (!isExpired(error)) throw error;
      }
    }
    const renewed = await this.renew();
    if (this.ended) return [];
    if (token) this.view.notice(strings.renewed);
    // The new session has not offered the old choices, so a choice goes as its words.
    return this.api.send(renewed, { text: utterance.label });
  }

  /** The answer to a message that arrived although its reply was lost on the way, or null. */
  private async alreadyAnswered(utterance: U): Promise<Message[] | null> {
    const { token } = this.store;
    if (!token) return null;
    const later = await this.api.history(token, this.lastId).catch(() => []);
    const asked = later.map((message) => message.kind === "user" && message.text === utterance.label).lastIndexOf(true);
    const answer = asked < 0 ? [] : later.slice(asked + 1);
    return answer.length ? answer : null;
  }

  private unseen(messages: Message[]): Message[] {
    const fresh = messages.filter(({ id }) => !id || !this.seen.has(id));
    for (const { id } of fresh) if (id) this.seen.add((this.lastId = id));
    return fresh;
  }

  private async renew(): Promise<string> {
    this.store.token = null;
    const token = await this.api.createSession();
    if (!this.ended) this.store.token = token;
    this.lastId = undefined;
    return token;
  }

  /** Whether the task went well; a failed call is told to the page, anything else is a bug and goes on up. */
  private async run(task: () => Promise<void>, failed: (error: ApiError) => void): Promise<boolean> {
    try {
      await task();
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (!this.ended) failed(error);
      return false;
    }
  }
}

const isExpired = (error: unknown): boolean => error instanceof ApiError && error.status === 401;
