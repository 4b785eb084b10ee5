// Ids of what the person says. An opinion's id tells what it is about, so that it is known again after a reload, and
// so that the same button pressed in two tabs is one opinion.

import type { Body, Utterance } from "./types";

export const PAGE = "page";

export interface Opinion {
  /** A message's id, or PAGE. */
  about: string;
  helped: boolean;
}

export const utterance = (label: string, body: Body, id: string = random()): Utterance => ({
  id,
  label,
  body,
  tried: false,
});

/** The page's gets something random, since the same page is asked about in every conversation. */
export const opinionId = ({ about, helped }: Opinion): string =>
  `opinion-${about}-${helped ? "yes" : "no"}${about === PAGE ? `-${random()}` : ""}`;

export function opinionIn(id: string): Opinion | null {
  const found = /^opinion-(\w+)-(yes|no)\b/.exec(id);
  return found?.[1] ? { about: found[1], helped: found[2] === "yes" } : null;
}

/** `crypto.randomUUID` is missing on pages without TLS. */
function random(): string {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
