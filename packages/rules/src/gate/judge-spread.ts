import type { RecordType } from "../model/entities.ts";
import { type Slice, sliceName } from "../plan/slice.ts";
import type { Settings } from "../setting/all-settings.ts";
import type { GateFacts } from "./gate-facts.ts";
import { removalLimit } from "./removal-limit.ts";
import { type UpdateExcess, updateExcesses } from "./update-limits.ts";
import type { Gate } from "./verdict.ts";

/** Records of one family come from the same file: a column that went wrong there went wrong in all of them. */
const families: readonly (readonly RecordType[])[] = [
  ["school"],
  ["link"],
  ["classroom"],
  ["staff", "student", "guardian"],
  ["membership"],
  ["guardianship"],
];

/**
 * The limits over the whole district (reliability §3.3: "for total, per school, per record type"). A file cut off
 * between two rows takes a few records from every school, and a column filled wrongly changes a few in each, all of
 * them little enough to pass alone.
 *
 * @param held names of the slices that other gates hold
 */
export function judgeSpread(
  slices: readonly Slice[],
  held: ReadonlySet<string>,
  facts: GateFacts,
  settings: Settings,
): readonly Gate[] {
  return families.flatMap((types) => [
    ...types.flatMap((type) => removals(slices, held, type, facts, settings)),
    ...updates(slices, types, facts),
  ]);
}

/** What is held already does not count: that the middle school waits is no reason for the others to wait. */
function removals(
  slices: readonly Slice[],
  held: ReadonlySet<string>,
  type: RecordType,
  facts: GateFacts,
  settings: Settings,
): readonly Gate[] {
  const base = facts.active[type];
  if (base === undefined) return [];
  const passing = slices.filter(
    (slice) =>
      slice.type === type &&
      slice.kind === "removal" &&
      slice.part !== "ended" &&
      !held.has(sliceName(slice)),
  );
  const observed = passing.reduce((sum, slice) => sum + slice.changes, 0);
  const limit = removalLimit(base, settings);
  if (observed <= limit) return [];
  return passing.map((slice) => ({ code: "gate.removals.spread", slice, observed, limit, facts: { base } }));
}

/** What is held already counts: the file's mistake in a large school is the same mistake in a small one. */
function updates(slices: readonly Slice[], types: readonly RecordType[], facts: GateFacts): readonly Gate[] {
  const changing = slices.filter(
    (slice) => types.includes(slice.type) && slice.kind === "update" && slice.part === "",
  );
  const base = types.reduce((sum, type) => sum + (facts.active[type] ?? 0), 0);
  if (changing.length < 2 || base === 0) return [];
  const fields: Record<string, number> = {};
  for (const slice of changing)
    for (const [field, count] of Object.entries(slice.fields)) fields[field] = (fields[field] ?? 0) + count;
  const changes = changing.reduce((sum, slice) => sum + slice.changes, 0);
  return updateExcesses({ changes, base, fields }).flatMap((excess) =>
    changing.filter((slice) => isPartOf(slice, excess)).map((slice) => spread(slice, excess, base)),
  );
}

/** True for a slice that its own gates do not show to have this excess. */
function isPartOf(slice: Slice, excess: UpdateExcess): boolean {
  const isOwn = updateExcesses(slice).some(({ field }) => field === excess.field);
  return !isOwn && (excess.field === "" || (slice.fields[excess.field] ?? 0) > 0);
}

function spread(slice: Slice, { field, observed, limit }: UpdateExcess, base: number): Gate {
  return { code: "gate.updates.spread", slice, observed, limit, facts: { base, field } };
}
