import type { CollectionName } from "@muster/oneroster/rest/collections.ts";
import type { CountedNotes } from "@muster/oneroster/rest/payload/payload-notes.ts";
import type { Finding } from "@muster/rules/check/finding.ts";
import type { RuleCode } from "@muster/rules/check/finding-codes.ts";
import { inputFinding } from "../input-finding.ts";

/** Names that one line tells at most. */
const mostNames = 20;

/** What was met in a collection's objects besides what is written, as findings about the file they became. */
export function noteFindings(collection: CollectionName, { counts }: CountedNotes): readonly Finding[] {
  const file = `${collection}.csv`;
  const perField = (code: RuleCode, names: ReadonlyMap<string, number>) =>
    [...names].map(([field, count]) => ({ ...inputFinding(code, file, { field, count }), column: field }));
  const together = (code: RuleCode, names: ReadonlyMap<string, number>) => {
    if (names.size === 0) return [];
    const fields = [...names.keys()].slice(0, mostNames).join(", ");
    return [inputFinding(code, file, { count: names.size, fields })];
  };
  return [
    ...perField("collection.value.unreadable", counts.unread),
    ...perField("collection.reference.unwritable", counts.unwritable),
    ...together("collection.field.unknown", counts.unknown),
    ...together("collection.field.sensitive", counts.sensitive),
  ];
}
