import type { SourceKind } from "../source.ts";
import { fetchClever } from "./fetch-clever.ts";
import { lookAtClever } from "./look-at-clever.ts";
import { renewToken } from "./renew-token.ts";
import { cleverFields } from "./settings.ts";

/**
 * Clever: its Data API, read whole each day (docs/decisions/0012) and written as files of OneRoster 1.2 with
 * guardians.csv. What becomes of what, and what Clever cannot say: docs/guides/sources/clever.md.
 */
export const cleverSource: SourceKind = {
  kind: "clever",
  label: "Clever",
  fields: cleverFields,
  look: lookAtClever,
  fetch: fetchClever,
  renew: renewToken,
};
