// The server's three calls, with every failure as an ApiError.

import type { Body, Choice, Item, Message, Source, Utterance } from "./types";

const TIMEOUT_MS = 45_000;
/** Longer than this nobody waits for a message to be sent by itself. */
const PATIENCE_SECONDS = 120;

export interface Session {
  token: string;
  /** How long the token lives. */
  seconds: number;
}

/**
 * `status` is 0 when no answer came. `said` is why the server refused, in its own Swedish words, or empty when it
 * failed; `seconds` its Retry-After.
 */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly reason: "offline" | "slow" | "failed",
    readonly said = "",
    readonly seconds = 0,
  ) {
    super(reason);
  }

  /** The same message may be taken if it is sent again soon. */
  get passes(): boolean {
    return (this.status === 0 || this.status === 429 || this.status >= 500) && this.seconds <= PATIENCE_SECONDS;
  }

  /** The same message would be refused again. */
  get needsEdit(): boolean {
    return [400, 413, 415].includes(this.status) || this.seconds > PATIENCE_SECONDS;
  }
}

export class Api {
  /**
   * `server` is an absolute address, with or without a path; `page` the address that questions are asked on, or "".
   * `signal` ends all calls: none gives anything after it.
   */
  constructor(
    private server: string,
    private page: string,
    private signal: AbortSignal,
  ) {}

  async createSession(): Promise<Session> {
    const { token, expires_in } = (await this.call("POST", "session", undefined, {})) as Record<string, unknown>;
    if (typeof token !== "string" || !token) throw new ApiError(502, "failed");
    return { token, seconds: Number(expires_in) || 0 };
  }

  async send(token: string, { id, tried }: Utterance, body: Body): Promise<Message[]> {
    const more = { ...(tried && { again: true }), ...(this.page && { page: this.page }) };
    return messages(await this.call("POST", "messages", token, { ...body, id, ...more }));
  }

  async history(token: string, after?: string): Promise<Message[]> {
    return messages(await this.call("GET", after ? `messages?after=${encodeURIComponent(after)}` : "messages", token));
  }

  private async call(method: string, path: string, token?: string, body?: object): Promise<unknown> {
    const patience = new AbortController();
    const giveUp = (): void => patience.abort();
    const timer = setTimeout(giveUp, TIMEOUT_MS);
    this.signal.addEventListener("abort", giveUp);
    const headers: Record<string, string> = {};
    if (body) headers["Content-Type"] = "application/json";
    if (token) headers["Authorization"] = `Bearer ${token}`;
    try {
      const response = await fetch(`${this.server.replace(/\/+$/, "")}/webhooks/web/${path}`, {
        method,
        headers,
        body: body ? JSON.stringify(body) : null,
        cache: "no-store",
        credentials: "omit",
        signal: patience.signal,
      });
      const json: unknown = await response.json().catch((error: unknown) => {
        if (patience.signal.aborted) throw error;
        return null;
      });
      if (!response.ok) throw refusal(response, json);
      if (!isRecord(json)) throw new ApiError(502, "failed");
      this.signal.throwIfAborted();
      return json;
    } catch (error) {
      if (error instanceof ApiError) throw error;
      throw new ApiError(0, patience.signal.aborted ? "slow" : "offline");
    } finally {
      clearTimeout(timer);
      this.signal.removeEventListener("abort", giveUp);
    }
  }
}

function refusal(response: Response, json: unknown): ApiError {
  const error = isRecord(json) && isRecord(json["error"]) ? json["error"] : {};
  const seconds = Number(response.headers.get("Retry-After"));
  const { status } = response;
  return new ApiError(
    status,
    [503, 504].includes(status) ? "slow" : "failed",
    status < 500 || status === 503 ? text(error["message"]) : "",
    seconds > 0 ? Math.ceil(seconds) : 0,
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const records = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.filter(isRecord) : []);

/** The server's messages with every field present, whatever it left out. */
function messages(json: unknown): Message[] {
  return records((json as Record<string, unknown>)["messages"]).map((raw) => ({
    id: text(raw["id"]),
    text: text(raw["text"]),
    kind: text(raw["kind"]),
    sources: records(raw["sources"]).map(source),
    items: records(raw["items"]).map(item),
    choices: records(raw["choices"]).map(choice),
    feedback: records(raw["feedback"]).map(choice),
  }));
}

const choice = (raw: Record<string, unknown>): Choice => ({ id: text(raw["id"]), title: text(raw["title"]) });

const source = (raw: Record<string, unknown>): Source => ({
  title: text(raw["title"]),
  publisher: text(raw["publisher"]),
  url: text(raw["url"]),
});

const item = (raw: Record<string, unknown>): Item => ({
  id: text(raw["id"]),
  title: text(raw["title"]),
  text: text(raw["text"]),
  source: isRecord(raw["source"]) ? source(raw["source"]) : null,
});
