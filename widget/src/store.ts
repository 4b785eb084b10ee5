// What this tab keeps over a reload: its conversation's token and what has not been answered. No cookie, and gone with
// the tab. A tab that is duplicated gets a copy: both then speak in one conversation, and ids keep apart what is said.

import type { Utterance } from "./types";

interface Kept {
  token: string | null;
  /** When the token ends, in milliseconds since 1970. */
  ends: number;
  waiting: Utterance[];
}

/** Falls back to memory where the browser refuses storage. */
export class Store {
  private kept: Kept;
  private key: string;

  constructor(server: string) {
    this.key = `hansynsguiden:${server}`;
    this.kept = { token: null, ends: 0, waiting: [], ...this.read() };
  }

  get token(): string | null {
    return this.kept.token;
  }

  get ends(): number {
    return this.kept.ends;
  }

  get waiting(): readonly Utterance[] {
    return this.kept.waiting;
  }

  open(token: string, seconds: number): void {
    this.write({ token, ends: Date.now() + seconds * 1000 });
  }

  wait(waiting: readonly Utterance[]): void {
    this.write({ waiting: [...waiting] });
  }

  close(): void {
    this.write({ token: null, ends: 0 });
  }

  private read(): Partial<Kept> {
    try {
      return JSON.parse(sessionStorage.getItem(this.key) ?? "{}") as Partial<Kept>;
    } catch {
      return {};
    }
  }

  private write(change: Partial<Kept>): void {
    Object.assign(this.kept, change);
    try {
      sessionStorage.setItem(this.key, JSON.stringify(this.kept));
    } catch {
      // Storage is blocked or full; memory lasts until the page is left.
    }
  }
}
