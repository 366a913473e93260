import type { Finding } from "@muster/rules/check/finding.ts";
import { inputFinding } from "../input-finding.ts";

/** What a fetch meets on its way and a person should know: counted, without anybody's name or id. */
export interface FetchNotes {
  /** A word of a closed list that nobody knew when this was written (I15). */
  word(field: string, word: string): void;
  /** Objects that are named and not shared with us. */
  hidden(file: string, count: number): void;
  /** Contacts that the district chose not to take. */
  leftOut(count: number): void;
  /** A collection that was never shared. */
  unshared(collection: string, status: number): void;
  paused(state: string, until: string): void;
  /** Fields that arrive and are thrown away. */
  sensitive(fields: readonly string[]): void;
  findings(): readonly Finding[];
}

export function createFetchNotes(): FetchNotes {
  const words = new Map<string, { field: string; word: string; count: number }>();
  const hidden = new Map<string, number>();
  const single: Finding[] = [];
  let leftOut = 0;
  let sensitive: readonly string[] = [];
  return {
    word: (field, word) => {
      const shown = /^[\p{L}\p{N} _./-]{1,40}$/u.test(word) ? word : "?";
      const known = words.get(`${field}\n${shown}`) ?? { field, word: shown, count: 0 };
      words.set(`${field}\n${shown}`, { ...known, count: known.count + 1 });
    },
    hidden: (file, count) => {
      if (count > 0) hidden.set(file, (hidden.get(file) ?? 0) + count);
    },
    leftOut: (count) => {
      leftOut += count;
    },
    unshared: (collection, status) => {
      single.push(inputFinding("collection.access.refused", "", { collection, status }));
    },
    paused: (state, until) => {
      single.push(inputFinding("district.delivery.paused", "", { state, until }));
    },
    sensitive: (fields) => {
      sensitive = fields;
    },
    findings: () => [
      ...single,
      ...[...words.values()].map((one) => inputFinding("collection.word.unknown", "", { ...one })),
      ...[...hidden].map(([file, count]) =>
        inputFinding("collection.people.hidden", file, { objects: count }),
      ),
      ...(leftOut === 0
        ? []
        : [inputFinding("contact.choice.left-out", "guardians.csv", { contacts: leftOut })]),
      ...(sensitive.length === 0 ? [] : [overshared(sensitive)]),
    ],
  };
}

function overshared(fields: readonly string[]): Finding {
  const facts = { count: fields.length, fields: fields.join(", ") };
  return inputFinding("collection.field.sensitive", "users.csv", facts);
}
