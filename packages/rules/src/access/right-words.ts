import type { Right } from "./rights.ts";

/** Each right in words, for whoever gives it. */
export const rightWords: Readonly<Record<Right, { readonly short: string; readonly says: string }>> = {
  see: { short: "Look", says: "People, classes, plans, problems and runs; no secrets." },
  decide: { short: "Decide", says: "Start syncs, approve, decline and undo." },
  edit: { short: "Edit", says: "Change people and classes by hand." },
  set: { short: "Set up", says: "Settings, sources, seasons and notifications." },
  govern: {
    short: "Govern",
    says: "Who signs in, everybody's tokens, other systems that read, and the audit log.",
  },
};
