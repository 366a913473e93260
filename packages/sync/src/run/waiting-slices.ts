import type { RecordType, SliceKind } from "@muster/rules/model/entities.ts";
import type { ChangePart } from "@muster/rules/plan/change.ts";
import { isChosen, type SliceChoice } from "@muster/rules/plan/slice-choice.ts";
import type { Reader } from "../database/database.ts";

/** A slice of a plan that nobody has applied, as the gates judged it. */
export interface WaitingSlice extends Record<string, unknown> {
  readonly slice: number;
  readonly type: RecordType;
  readonly kind: SliceKind;
  readonly schoolId: number;
  readonly part: ChangePart;
  readonly changes: number;
  /** Active records of this type in this school before the plan. */
  readonly base: number;
  readonly verdict: "go" | "hold";
  readonly gates: readonly { readonly code: string }[];
}

/** What a person's word lets go of a plan, and what stays. */
export interface ChosenSlices {
  readonly chosen: readonly WaitingSlice[];
  /** Not meant by the word. */
  readonly leftOut: readonly WaitingSlice[];
  /** Meant by the word, and cannot stand without what was left out: a class without its school, say. */
  readonly needsLeftOut: readonly WaitingSlice[];
}

/** Which slices are meant: with `approve` also those that a gate holds; without a choice all of them. */
export interface SliceWord {
  readonly approve: boolean;
  readonly choice?: SliceChoice | undefined;
}

export async function readWaitingSlices(
  tx: Reader,
  districtId: number,
  planId: number,
): Promise<readonly WaitingSlice[]> {
  return tx.query<WaitingSlice>(
    `select slice, type, kind, school_id as "schoolId", part, changes, base, verdict, gates
       from plan_slice where district_id = $1 and plan_id = $2 and applied_in_run is null order by slice`,
    [districtId, planId],
  );
}

/**
 * What a word lets go of what waits. Whatever points to something that was left out is left out with it, and named:
 * nobody joins a class that was not opened.
 */
export async function chooseSlices(
  tx: Reader,
  districtId: number,
  planId: number,
  word: SliceWord,
): Promise<ChosenSlices> {
  const waiting = await readWaitingSlices(tx, districtId, planId);
  const { choice, approve } = word;
  const isMeant = (slice: WaitingSlice): boolean =>
    (approve || slice.verdict === "go") && (choice === undefined || isChosen(slice, choice));
  const leftOut = waiting.filter((slice) => !isMeant(slice));
  let chosen = waiting.filter(isMeant);
  const needsLeftOut: WaitingSlice[] = [];
  // What the gates hold was judged with everything behind it already; a person's choice was not.
  while (choice !== undefined && chosen.length > 0) {
    const out = [...leftOut, ...needsLeftOut];
    const bound = new Set(await readBound(tx, [districtId, planId, numbersOf(out), numbersOf(chosen)]));
    const found = chosen.filter((slice) => bound.has(slice.slice) || isOfStayingSchool(slice, out));
    if (found.length === 0) break;
    needsLeftOut.push(...found);
    chosen = chosen.filter((slice) => !found.includes(slice));
  }
  return { chosen, leftOut, needsLeftOut };
}

function numbersOf(slices: readonly WaitingSlice[]): readonly number[] {
  return slices.map(({ slice }) => slice);
}

/** A school does not close while somebody stays in it. */
function isOfStayingSchool(slice: WaitingSlice, out: readonly WaitingSlice[]): boolean {
  if (slice.type !== "school" || slice.kind !== "removal") return false;
  return out.some(({ kind, schoolId }) => kind === "removal" && schoolId === slice.schoolId);
}

/** The chosen slices ($4) with a change that points to a record which only the others ($3) would bring. */
async function readBound(tx: Reader, values: readonly unknown[]): Promise<readonly number[]> {
  const rows = await tx.query<{ slice: number }>(
    `with left_out as materialized (
       select type, kind, record_id, after ? 'person' as brings_person, before is null as is_new
         from plan_change c
        where c.district_id = $1 and c.plan_id = $2 and c.slice = any ($3::int[])
          and type in ('school', 'classroom', 'staff', 'student', 'guardian') and kind in ('addition', 'removal')
     ), coming as materialized (
       select type, record_id, is_new and brings_person as brings_person from left_out where kind = 'addition'
     ), schools as materialized (select record_id from coming where type = 'school'),
     staying as materialized (select record_id from left_out where type = 'student' and kind = 'removal')
     select distinct c.slice from plan_change c
      where c.district_id = $1 and c.plan_id = $2 and c.slice = any ($4::int[]) and (
        (select count(*) from schools) > 0 and (
             c.type = 'link' and c.record_id in (select record_id from schools)
          or c.type = 'classroom' and (c.after->>'schoolId')::bigint in (select record_id from schools)
          or c.type in ('staff', 'student', 'guardian') and exists (
               select from jsonb_array_elements(c.after->'roles') r
                where (r->>'schoolId')::bigint in (select record_id from schools)))
        or c.type in ('staff', 'student', 'guardian') and c.record_id in (select record_id from coming where brings_person)
        or c.type = 'membership' and c.kind <> 'removal'
             and (c.record_id in (select record_id from coming where type = 'classroom')
               or c.other_id in (select record_id from coming where type in ('staff', 'student', 'guardian')))
        or c.type = 'guardianship' and c.kind <> 'removal'
             and (c.record_id in (select record_id from coming where type in ('staff', 'student', 'guardian'))
               or c.other_id in (select record_id from coming where type in ('staff', 'student', 'guardian')))
        or c.type = 'guardian' and c.kind = 'removal'
             and exists (select from guardianship g where g.district_id = $1 and g.guardian_id = c.record_id
                            and g.status = 'active' and g.student_id in (select record_id from staying)))`,
    values,
  );
  return rows.map(({ slice }) => slice);
}
