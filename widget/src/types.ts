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

/** One bubble. `kind` is "user" when a replayed message is what the person said. */
export interface Message {
  id: string;
  text: string;
  kind: string;
  sources: Source[];
  items: Item[];
  choices: Choice[];
}

export type Body = { text: string } | { choice: string };

/** Something the person says: `label` is what the log shows, `body` what the server gets. */
export interface Utterance {
  label: string;
  body: Body;
}
