// What the server and the component say to each other, and the parts of the component to one another.

export interface Source {
  title: string;
  publisher: string;
  url: string;
}

export interface Item {
  id: string;
  title: string;
  text: string;
  source: Source | null;
}

export interface Choice {
  id: string;
  title: string;
}

/** One bubble. `kind` is "user" when a replayed message is what the person said; `id` is then the utterance's. */
export interface Message {
  id: string;
  text: string;
  kind: string;
  sources: Source[];
  items: Item[];
  choices: Choice[];
  feedback: Choice[];
}

export type Body = { text: string } | { choice: string } | { page_feedback: boolean };

/**
 * Something the person says: `label` is what the log shows, `body` what the server gets. The server carries out one
 * `id` once, however often it comes; `tried` tells that it may have come.
 */
export interface Utterance {
  id: string;
  label: string;
  body: Body;
  tried: boolean;
}
