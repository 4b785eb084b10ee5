// The server's three calls, with every failure as an ApiError that has words to show.

import { strings } from "./strings";
import type { Body, Choice, Item, Message, Source } from "./types";

const TIMEOUT_MS = 45_000;

/** `status` is 0 when no answer came. `message` is Swedish and ends with a full stop. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }

  /** The same message would be refused again. */
  get needsEdit(): boolean {
    return [400, 413, 415].includes(this.status);
  }
}

export class Api {
  /** `server` is an absolute address, with or without a path; `signal` ends every call under way. */
  constructor(
    private server: string,
    private signal: AbortSignal,
  ) {}

  async createSession(): Promise<string> {
    const { token } = (await this.call("POST", "session", undefined, {})) as { token?: unknown };
    if (typeof token !== "string" || !token) throw new ApiError(502, strings.failed);
    return token;
  }

  async send(token: string, body: Body): Promise<Message[]> {
    return messages(await this.call("POST", "messages", token, body));
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
      if (!isRecord(json)) throw new ApiError(502, strings.failed);
      return json;
    } catch (error) {
      if (error instanceof ApiError) throw error;
      throw new ApiError(0, patience.signal.aborted ? strings.slow : strings.offline);
    } finally {
      clearTimeout(timer);
      this.signal.removeEventListener("abort", giveUp);
    }
  }
}

function refusal(response: Response, json: unknown): ApiError {
  const error = isRecord(json) && isRecord(json["error"]) ? json["error"] : {};
  const message = text(error["message"]) || strings.failed;
  const seconds = Number(response.headers.get("Retry-After"));
  return new ApiError(response.status, message + (seconds > 0 ? strings.wait(Math.ceil(seconds)) : ""));
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
