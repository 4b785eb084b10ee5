// Every word the component says by itself, in the languages it can say them in. The assistant itself speaks Swedish.

import { english } from "./english";
import { swedish } from "./swedish";

export const MAX_CHARACTERS = 1000;

export interface Words {
  lang: "sv" | "en";
  tagline: string;
  launcher: string;
  close: string;
  menu: string;
  restart: string;
  save: string;
  print: string;
  restartQuestion: string;
  restartInForm: string;
  keep: string;
  log: string;
  you: string;
  guide: string;
  notice: string;
  label: string;
  hint: string;
  send: string;
  typing: string;
  pending: string;
  sources: string;
  choices: string;
  chosen: string;
  newTab: string;
  helpful: string;
  pageHelpful: string;
  yes: string;
  no: string;
  again: string;
  edit: string;
  empty: string;
  restarted: string;
  greeting: string;
  /** Sent to the assistant, and so in Swedish. */
  suggestions: string[];
  ended: string;
  renewed: string;
  offline: string;
  slow: string;
  failed: string;
  refused: string;
  savedHeading: (when: string) => string;
  ending: (minutes: string, at: string) => string;
  count: (length: string, most: string) => string;
  tooLong: (most: string) => string;
  retryIn: (time: string) => string;
  waitFor: (time: string) => string;
}

export const wordsIn = (lang: string | null): Words => (lang?.toLowerCase().startsWith("en") ? english : swedish);

export const number = ({ lang }: Words, value: number): string => value.toLocaleString(lang);

/** "45 sekunder", "60 minuter", in the words' language. */
export function time({ lang }: Words, seconds: number): string {
  const [value, unit] = seconds < 60 ? [seconds, "second"] : [Math.ceil(seconds / 60), "minute"];
  return value.toLocaleString(lang, { style: "unit", unit, unitDisplay: "long" });
}
