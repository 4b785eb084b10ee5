// The token that opens the conversation on the server: how it is got, kept and used, and when it ends.

import { ApiError, type Api } from "./api";
import type { Store } from "./store";
import type { Body, Message, Utterance } from "./types";

/** How long before its end people are told, at most; of a short session a quarter. */
const WARNING_MS = 900_000;

export class Session {
  private warning: number | undefined;

  constructor(
    private api: Api,
    private store: Store,
    private ending: (when: Date) => void,
  ) {
    this.watch();
  }

  get isOpen(): boolean {
    return this.store.token !== null;
  }

  async open(): Promise<void> {
    const { token, seconds } = await this.api.createSession();
    this.store.open(token, seconds);
    this.watch();
  }

  async send(utterance: Utterance, body: Body): Promise<Message[]> {
    return this.api.send(this.store.token ?? "", utterance, body);
  }

  async history(after?: string): Promise<Message[]> {
    return this.api.history(this.store.token ?? "", after);
  }

  /** After this nothing is told. */
  leave(): void {
    clearTimeout(this.warning);
  }

  /** Gives up the token. */
  end(): void {
    this.leave();
    this.store.close();
  }

  private watch(): void {
    this.leave();
    const { ends } = this.store;
    const left = ends - Date.now();
    if (left <= 0) return;
    const tell = (): void => {
      if (Date.now() < ends) this.ending(new Date(ends));
    };
    this.warning = setTimeout(tell, left - Math.min(WARNING_MS, left / 4));
  }
}

export const isExpired = (error: unknown): boolean => error instanceof ApiError && error.status === 401;
