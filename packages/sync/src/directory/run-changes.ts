import type { Finding } from "@muster/rules/check/finding.ts";
import { type Action, type RecordType, recordTypes } from "@muster/rules/model/entities.ts";
import type { Reason } from "@muster/rules/model/place.ts";
import type { Database, Reader } from "../database/database.ts";

/**
 * One change of a run with the names a person knows its records by. Names are those of today where the record is
 * there, else those the plan gives.
 */
export interface RunChange extends Record<string, unknown> {
  readonly ordinal: number;
  readonly type: RecordType;
  readonly action: Exclude<Action, "keep">;
  readonly schoolId: number;
  /** `waits` the gates let it go and nobody has applied it yet; `superseded` a newer plan took its place. */
  readonly standing: "applied" | "held" | "waits" | "superseded";
  readonly appliedInRun: number | null;
  readonly approvedBy: string | null;
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

const changesPerBatch = 2000;
const findingsPerBatch = 5000;

/**
 * The changes of a run's plan, in the order in which they are applied: by type, then as planned. Of a run that
 * approved a plan, those it applied. Read in batches: a sealed plan does not change, so nothing is held open
 * between them.
 */
export async function* runChanges(
  db: Database,
  districtId: number,
  runId: number,
): AsyncGenerator<RunChange> {
  for (const type of recordTypes) {
    let last = 0;
    while (true) {
      const batch = await db.session(districtId, (session) =>
        session.read((tx) => readChanges(tx, [districtId, runId, type, last, changesPerBatch])),
      );
      yield* batch;
      if (batch.length < changesPerBatch) break;
      last = batch.at(-1)?.ordinal ?? last;
    }
  }
}

/** The findings of a run, in the order in which they were found. */
export async function* runFindings(db: Database, districtId: number, runId: number): AsyncGenerator<Finding> {
  let last = 0;
  while (true) {
    const batch = await db.session(districtId, (session) =>
      session.read((tx) => readFindings(tx, [districtId, runId, last, findingsPerBatch])),
    );
    for (const { ordinal, file, ...finding } of batch) yield { ...finding, file };
    if (batch.length < findingsPerBatch) return;
    last = batch.at(-1)?.ordinal ?? last;
  }
}

function readChanges(tx: Reader, values: readonly unknown[]): Promise<RunChange[]> {
  return tx.query<RunChange>(
    `select c.ordinal, c.type, c.action, c.role, c.school_id as "schoolId", c.before, c.after, c.reason, c.file, c.line,
            c.sourced_ids as "sourcedIds", s.applied_in_run as "appliedInRun", s.approved_by as "approvedBy",
            case when s.applied_in_run is not null then 'applied' when p.state = 'superseded' then 'superseded'
                 when s.verdict = 'hold' then 'held' else 'waits' end as standing,
            jsonb_strip_nulls(jsonb_build_object(
              'subject', coalesce(${subjectName}, ''), 'other', ${otherName}, 'school', ${schoolName("c.school_id")})) as names
       from run r
       join plan p on p.district_id = r.district_id and p.plan_id = r.plan_id
       join plan_change c on c.district_id = r.district_id and c.plan_id = r.plan_id
       join plan_slice s on s.district_id = c.district_id and s.plan_id = c.plan_id and s.slice = c.slice
      where r.district_id = $1 and r.run_id = $2 and c.type = $3 and c.ordinal > $4
        and (r.kind <> 'apply' or s.applied_in_run = r.run_id)
      order by c.ordinal limit $5`,
    values,
  );
}

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

type FindingRow = Finding & { readonly ordinal: number };

async function readFindings(tx: Reader, values: readonly unknown[]): Promise<readonly FindingRow[]> {
  const rows = await tx.query<{ ordinal: number } & Record<string, unknown>>(
    `select ordinal, code, severity, file, line, record, column_name as "column", sourced_id as "sourcedId", facts
       from finding where district_id = $1 and run_id = $2 and ordinal > $3 order by ordinal limit $4`,
    values,
  );
  // The rows were written from findings (check/store-findings.ts); a missing place is null in the table.
  return rows.map((row) => {
    const { line, record, column, sourcedId } = row;
    const place = { line: line ?? undefined, record: record ?? undefined, column: column ?? undefined };
    return { ...row, ...place, sourcedId: sourcedId ?? undefined } as unknown as FindingRow;
  });
}
