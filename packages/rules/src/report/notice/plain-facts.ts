import { tableNames } from "@muster/oneroster/model/table-name.ts";
import type { Facts } from "../wording/told.ts";

/** What of a code's facts may leave the house, and the names of those that may not. */
export interface PlainFacts {
  readonly facts: Facts;
  readonly hidden: readonly string[];
}

const files: ReadonlySet<string> = new Set([
  ...[...tableNames, "demographics", "manifest"].map((name) => `${name}.csv`),
]);

/** As servers call their lists: the standard's words, and Clever's. */
const collections: ReadonlySet<string> = new Set([
  ...tableNames,
  ...["schools", "terms", "sections", "students", "teachers", "staff", "district administrators", "contacts"],
]);

const hostName = /^(?=.{1,100}$)(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i;

/** Texts that can be nobody's, by the name of their fact. */
const texts: Readonly<Record<string, (text: string) => boolean>> = {
  table: (text) => tableNames.some((name) => name === text),
  collection: (text) => collections.has(text),
  file: isStandardFile,
  host: (text) => hostName.test(text) || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text),
  // A server's keys, and how we sign in to it: whoever is asked to compare them has no other place to read them.
  fingerprint: (text) => /^SHA256:[\w+/]{43}$/.test(text),
  pinned: (text) => /^SHA256:[\w+/]{43}(?:, SHA256:[\w+/]{43})?$/.test(text),
  keyType: (text) => /^(?:ssh|ecdsa)-[a-z0-9-]{2,30}$/.test(text),
  signIn: (text) => /^oauth[12](?:-sha(?:1|256))?$/.test(text),
  acceptedAt: (text) => /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[.\d]*(?:Z|\+00)$/.test(text),
};

/**
 * Keeps counts and switches, and of the texts those alone whose name and form say that they are no content of a file:
 * a notice leaves the house, and nobody's name, ID or address may go with it (security 4.6, row 100). What is hidden
 * may be asked for by a sentence; that sentence is not said then.
 */
export function plainFacts(facts: Facts): PlainFacts {
  const plain: Record<string, Facts[string]> = {};
  const hidden: string[] = [];
  for (const [name, value] of Object.entries(facts)) {
    if (isPlain(name, value)) plain[name] = value;
    else hidden.push(name);
  }
  return { facts: plain, hidden };
}

/** Is it a file that the standard names? Any other name may be a child's. */
export function isStandardFile(name: string): boolean {
  return files.has(name);
}

function isPlain(name: string, value: Facts[string]): boolean {
  if (typeof value !== "string") return true;
  return value === "" || (Object.hasOwn(texts, name) && texts[name]?.(value) === true);
}
