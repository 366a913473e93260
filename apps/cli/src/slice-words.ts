import { type RecordType, recordTypes, type SliceKind } from "@muster/rules/model/entities.ts";
import type { SlicePart } from "@muster/rules/plan/slice-choice.ts";
import { UsageError } from "./usage-error.ts";

/** A school as somebody may write it. */
interface NamedSchool {
  readonly schoolId: number;
  readonly name: string;
  readonly identifier: string;
}

const kinds: Readonly<Record<string, SliceKind>> = {
  ...{ addition: "addition", additions: "addition", update: "update", updates: "update" },
  ...{ change: "update", changes: "update", removal: "removal", removals: "removal" },
};

const types: ReadonlyMap<string, RecordType> = new Map(
  recordTypes.flatMap((type) => [
    [type, type],
    [`${type}s`, type],
  ]),
);

/** How a part of a plan is written, for whoever wrote it otherwise. */
export const sliceForm =
  'what, kind and school, each of them once and in any order: "students, removals, Oak Elementary"';

/**
 * A part of a plan as it is typed: `students, removals, Oak Elementary`, `removals`, `0202`. A school is known by its
 * name, its number or ours (`m-7`).
 *
 * @throws UsageError where a word is none of these
 */
export function readSliceWords(text: string, schools: readonly NamedSchool[]): SlicePart {
  const words = text.split(",").map((word) => word.trim());
  let part: SlicePart = {};
  for (const word of words) {
    const type = types.get(word.toLowerCase());
    const kind = Object.hasOwn(kinds, word.toLowerCase()) ? kinds[word.toLowerCase()] : undefined;
    if (type !== undefined && part.type === undefined) part = { ...part, type };
    else if (kind !== undefined && part.kind === undefined) part = { ...part, kind };
    else if (part.schoolId === undefined) part = { ...part, schoolId: schoolOf(word, schools) };
    else throw new UsageError(`"${text}" is not a part of a plan. Write ${sliceForm}.`, "");
  }
  return part;
}

function schoolOf(word: string, schools: readonly NamedSchool[]): number {
  const sought = word.toLowerCase();
  const found = schools.filter(
    ({ schoolId, name, identifier }) =>
      name.toLowerCase() === sought || identifier.toLowerCase() === sought || `m-${schoolId}` === sought,
  );
  const [school] = found;
  if (school !== undefined && word !== "" && found.length === 1) return school.schoolId;
  const known = schools.slice(0, 8).map(({ name }) => name);
  const why = found.length > 1 ? "is more than one school of this plan" : "is no type, no kind and no school";
  throw new UsageError(
    `"${word}" ${why}. Write ${sliceForm}. Its schools: ${known.join(", ")}${schools.length > 8 ? ", …" : ""}.`,
    "",
  );
}
