import type { Action, RecordType } from "@muster/rules/model/entities.ts";
import type { Reason } from "@muster/rules/model/place.ts";

/**
 * One change of a plan with the names a person knows its records by. Names are those of today where the record is
 * there, else those the plan gives.
 */
export interface ChangeLine extends Record<string, unknown> {
  readonly ordinal: number;
  readonly type: RecordType;
  readonly action: Exclude<Action, "keep">;
  readonly schoolId: number;
  /**
   * `waits` the gates let it go and nobody has applied it yet · `superseded` a newer plan took its place · `declined` a
   * person does not want it · `stale` the
   * directory has moved on, so this plan is refused and the next sync plans anew · `shown` of an undo that was only
   * looked at.
   */
  readonly standing: "applied" | "held" | "waits" | "superseded" | "declined" | "shown" | "stale";
  readonly appliedInRun: number | null;
  readonly appliedAt: string | null;
  /** Who began the run that applied it, and who let it through although a gate held it, with their reason. */
  readonly operator: string | null;
  readonly approvedBy: string | null;
  readonly approvedFor: string | null;
  readonly planHash: string;
  /** Codes of the gates that its slice tripped. */
  readonly gates: readonly string[];
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>>;
  readonly reason: Reason;
  readonly file: string | null;
  readonly line: number | null;
  readonly sourcedIds: readonly string[];
  /** Of a membership: student, teacher, co-teacher or aide; '' otherwise. */
  readonly role: string;
  /**
   * As sentences need them: a membership is about the person in the `other`, a classroom; a guardianship about the
   * guardian of the `other`, a student.
   */
  readonly names: { readonly subject: string; readonly other?: string; readonly school?: string };
}

/**
 * Selects change lines; to be followed by conditions on p (plan), c (plan_change) and s (plan_slice). $1 is the
 * district.
 *
 * @param changes the changes among which is selected, where that is better said beforehand
 */
export const selectChangeLines = (changes = "plan_change"): string => `
  select c.ordinal, c.type, c.action, c.role, c.school_id as "schoolId", c.before, c.after, c.reason, c.file, c.line,
         c.sourced_ids as "sourcedIds", s.applied_in_run as "appliedInRun", s.applied_at as "appliedAt",
         s.approved_by as "approvedBy", s.approved_for as "approvedFor", p.hash as "planHash",
         (select operator from run a where a.district_id = $1 and a.run_id = s.applied_in_run) as operator,
         array(select g->>'code' from jsonb_array_elements(s.gates) g) as gates,
         case when s.applied_in_run is not null then 'applied' when p.state in ('superseded', 'shown', 'declined') then p.state
              when coalesce(p.applied_version, p.basis_version) <> (select version from district where district_id = $1) then 'stale'
              when s.verdict = 'hold' then 'held' else 'waits' end as standing,
         jsonb_strip_nulls(jsonb_build_object(
           'subject', coalesce(${subjectName}, ''), 'other', ${otherName}, 'school', ${schoolName("c.school_id")})) as names
    from plan p
    join ${changes} c on c.district_id = p.district_id and c.plan_id = p.plan_id
    join plan_slice s on s.district_id = c.district_id and s.plan_id = c.plan_id and s.slice = c.slice`;

/** A name as the directory has it, else as the same plan gives it. */
const name = (
  table: string,
  key: string,
  id: string,
  held: string,
  types: string,
  planned: string,
): string => `
  coalesce((select ${held} from ${table} h where h.district_id = c.district_id and h.${key} = ${id}),
           (select ${planned} from plan_change a where a.district_id = c.district_id and a.plan_id = c.plan_id
               and a.record_id = ${id} and a.type in (${types}) and ${planned} is not null limit 1))`;

const schoolName = (id: string): string =>
  name("school", "school_id", id, "h.name", "'school'", "a.after->>'name'");
const classroomName = (id: string): string =>
  name("classroom", "classroom_id", id, "h.title", "'classroom'", "a.after->>'title'");
const personName = (id: string): string =>
  name(
    ...(["person", "person_id", id, "concat_ws(' ', h.given_name, h.family_name)"] as const),
    "'student', 'staff', 'guardian'",
    "(a.after->'person'->>'givenName') || ' ' || (a.after->'person'->>'familyName')",
  );

const subjectName = `case c.type
  when 'school' then ${schoolName("c.record_id")}
  when 'classroom' then ${classroomName("c.record_id")}
  when 'link' then case c.after->>'recordType' when 'school' then ${schoolName("c.record_id")}
                        when 'classroom' then ${classroomName("c.record_id")} else ${personName("c.record_id")} end
  when 'membership' then ${personName("c.other_id")}
  when 'guardianship' then ${personName("c.other_id")}
  else ${personName("c.record_id")} end`;

const otherName = `case c.type
  when 'membership' then ${classroomName("c.record_id")}
  when 'guardianship' then ${personName("c.record_id")} end`;
