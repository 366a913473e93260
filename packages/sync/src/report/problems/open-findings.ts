import type { Database, Reader } from "../../database/database.ts";
import { rowFindingCodes } from "./row-finding-codes.ts";

/**
 * Which findings are open, as SQL. Three kinds are:
 *
 * 1. what the newest sync of a source that read files told of them;
 * 2. where it rejected them, what the newest one before it that could use its files told of their rows;
 * 3. what older syncs told of rows that have not changed since: such a row was not read again, so nobody told it anew.
 *
 * A row stands as long as its accepted record does: `snapshot_id` names the delivery that brought it as it is.
 */

const tableOf: Readonly<Record<string, string>> = {
  ...{
    orgs: "source_org",
    academicSessions: "source_session",
    courses: "source_course",
    classes: "source_class",
  },
  ...{
    users: "source_user",
    roles: "source_role",
    enrollments: "source_enrollment",
    guardians: "source_guardian",
  },
};

const is = (alias: string, sourcedId: string): string =>
  `${alias}.district_id = $1 and ${alias}.source_id = o.source_id and ${alias}.sourced_id = ${sourcedId}`;
const said = (alias: string, sourcedId: string): string =>
  `${is(alias, sourcedId)} and ${alias}.ended_by is null`;
const exists = (table: string, sourcedId: string, more = ""): string =>
  `exists (select from ${table} s where ${said("s", sourcedId)}${more})`;

/** The row is as it was when the finding was told of it. */
const rowStands = `case o.table_name
  ${Object.entries(tableOf)
    .map(
      ([name, table]) =>
        `when '${name}' then ${exists(table, "o.sourced_id", " and s.snapshot_id <= o.snapshot_id")}`,
    )
    .join("\n  ")}
  else false end`;

/** What was missing elsewhere may have come without the row changing. */
const stillTrue = `case o.code
  when 'class.teacher.missing' then not exists (
    select from source_enrollment e where e.district_id = $1 and e.source_id = o.source_id
       and e.class_sourced_id = o.sourced_id and e.role = 'teacher' and e.ended_by is null)
  when 'user.class.none' then not exists (
    select from source_enrollment e where e.district_id = $1 and e.source_id = o.source_id
       and e.user_sourced_id = o.sourced_id and e.ended_by is null)
  when 'class.size.implausible' then (
    select count(*) from source_enrollment e where e.district_id = $1 and e.source_id = o.source_id
       and e.class_sourced_id = o.sourced_id and e.role = 'student' and e.ended_by is null) > 200
  when 'class.term.missing' then not ${exists("source_session", "o.facts->>'termSourcedId'")}
  when 'class.course.missing' then not ${exists("source_course", "o.facts->>'courseSourcedId'")}
  when 'user.org.missing' then not ${exists("source_org", "o.facts->>'orgSourcedId'")}
  when 'user.agent.missing' then not ${exists("source_user", "o.facts->>'agentSourcedId'")}
  when 'guardian.student.missing' then not ${exists("source_user", "o.facts->>'studentSourcedId'")}
  when 'enrollment.role.not-held' then
    ${exists("source_user", "o.facts->>'userSourcedId'", " and s.snapshot_id <= o.snapshot_id")}
  else true end`;

const isOurs = (orgs: string): string =>
  `exists (select from link l where l.district_id = $1 and l.source_id = o.source_id and l.record_type = 'school'
             and l.record_id = any ($2::bigint[]) and l.sourced_id ${orgs})`;
const userIsOurs = (id: string): string =>
  `exists (select from source_user s where ${is("s", id)} and ${isOurs("= any (s.org_sourced_ids)")})`;
const classIsOurs = (id: string): string =>
  `exists (select from source_class s where ${is("s", id)} and ${isOurs("= s.school_sourced_id")})`;

/** The finding is about one of the schools $2, by its own row or by who and what it names. $2 null: all schools. */
const ofSchools = `($2::bigint[] is null
  or (o.table_name = 'orgs' and ${isOurs("= o.sourced_id")})
  or (o.table_name = 'classes' and (${classIsOurs("o.sourced_id")} or ${isOurs("= o.facts->>'schoolSourcedId'")}))
  or (o.table_name = 'users' and ${userIsOurs("o.sourced_id")})
  or (o.table_name = 'roles' and exists (
        select from source_role r where ${is("r", "o.sourced_id")} and ${isOurs("= r.org_sourced_id")}))
  or (o.table_name = 'enrollments' and exists (
        select from source_enrollment e where ${is("e", "o.sourced_id")} and ${classIsOurs("e.class_sourced_id")}))
  or (o.table_name = 'guardians' and exists (
        select from source_guardian g where ${is("g", "o.sourced_id")} and ${userIsOurs("g.student_sourced_id")}))
  or (o.facts ? 'classSourcedId' and ${classIsOurs("o.facts->>'classSourcedId'")})
  or (o.facts ? 'userSourcedId' and ${userIsOurs("o.facts->>'userSourcedId'")}))`;

/**
 * Runs that judged files, newest first within their source: those that read none because nothing had changed, and those
 * that did not come so far, tell nothing of the files.
 */
export const judgedRuns = `
  judged as materialized (
    select r.run_id, r.source_id, r.snapshot_id, r.outcome, r.started_at, r.ended_at, n.tables,
           coalesce(n.standing = 'accepted', false) as is_accepted,
           row_number() over (partition by r.source_id order by r.run_id desc) as nth,
           row_number() over (partition by r.source_id, r.outcome = 'rejected_input' order by r.run_id desc) as nth_alike
      from run r
      left join snapshot n on n.district_id = r.district_id and n.snapshot_id = r.snapshot_id
     where r.district_id = $1 and r.source_id is not null and r.kind in ('sync', 'plan') and r.state = 'finished'
       and r.outcome not in ('failed', 'cancelled')
       and (r.snapshot_id is not null
            or exists (select from finding f where f.district_id = r.district_id and f.run_id = r.run_id)))`;

const findingOf = (code: string): string => `
    select j.source_id, j.snapshot_id, j.nth, f.*, t.table_name
      from judged j
      join finding f on f.district_id = $1 and f.run_id = j.run_id and (${code}::text is null or f.code = ${code})
      left join file_of t on t.run_id = j.run_id and t.file = f.file`;

/**
 * The open findings as `open`: the columns of `finding` with its source and the table of its file. The beginning of
 * a statement, after which other tables may be named.
 *
 * $1 the district · $2 the schools one is limited to, or null · $3 the codes that are open until their row changes
 *
 * @param code of these findings alone: the place of a value, such as `$4`
 */
const workedOut = (code: string): string => `with ${judgedRuns},
  file_of as materialized (
    select distinct on (j.run_id, e.value->>'file') j.run_id, e.value->>'file' as file, e.key as table_name
      from judged j cross join lateral jsonb_each(j.tables) e order by j.run_id, e.value->>'file', e.key),
  told as materialized (
    ${findingOf(code)}
     where j.nth = 1
        or (j.nth_alike = 1 and j.outcome <> 'rejected_input' and f.line is not null)),
  carried as materialized (
    select distinct on (o.source_id, o.code, o.file, o.sourced_id, o.column_name) o.*
      from (${findingOf(code)}
             where j.is_accepted and j.nth > 1 and f.code = any ($3::text[]) and f.sourced_id is not null
               and not (j.nth_alike = 1 and j.outcome <> 'rejected_input')) o
     where ${rowStands} and ${stillTrue}
       -- "Not in" is looked up in a table made once; the values are never null.
       and (o.source_id, o.code, o.file, o.sourced_id, coalesce(o.column_name, '')) not in (
             select source_id, code, file, sourced_id, coalesce(column_name, '') from told where sourced_id is not null)
     order by o.source_id, o.code, o.file, o.sourced_id, o.column_name, o.run_id desc, o.ordinal),
  open as materialized (
    select o.* from (select * from told union all select * from carried) o where ${ofSchools})`;

/** The same, of which it was kept what they are. */
const kept = (code: string): string => `with ${judgedRuns},
  open as not materialized (
    select * from (
      select k.source_id, k.table_name, f.* from open_finding k
        join finding f on f.district_id = $1 and f.run_id = k.run_id and f.ordinal = k.ordinal
       where k.district_id = $1 and (${code}::text is null or k.code = ${code}) and $3::text[] is not null) o
     where ${ofSchools})`;

/** What decides which findings are open, as a text: runs that ended, and which snapshots count. */
const basisNow = `
  (select concat_ws('/', '1', (select count(*) || '-' || max(run_id) || '-' || max(ended_at)
                                 from run where district_id = $1 and state = 'finished'),
            (select max(snapshot_id) || '-' || count(*) filter (where standing = 'accepted') || '-'
                      || count(*) filter (where standing = 'pending')
               from snapshot where district_id = $1)))`;

async function areKept(tx: Reader, districtId: number): Promise<boolean> {
  const [row] = await tx.query<{ isKept: boolean }>(
    `select basis = ${basisNow} as "isKept" from open_findings where district_id = $1`,
    [districtId],
  );
  return row?.isKept === true;
}

/**
 * SQL of the open findings as `open`, the beginning of a statement in the same transaction: read where they are kept,
 * worked out where they are not.
 *
 * @param code of these findings alone: the place of a value, such as `$4`
 */
export async function openFindings(tx: Reader, districtId: number, code = "null"): Promise<string> {
  return (await areKept(tx, districtId)) ? kept(code) : workedOut(code);
}

const keeping = new WeakMap<Database, Map<number, Promise<void>>>();

/**
 * Works out which findings of a district are open, and keeps it until the next run: once for all who ask. Whoever reads
 * them without it waits for that themselves.
 */
export async function keepOpenFindings(db: Database, districtId: number): Promise<void> {
  if (await db.read(districtId, (tx) => areKept(tx, districtId))) return;
  const all = keeping.get(db) ?? new Map<number, Promise<void>>();
  keeping.set(db, all);
  const known = all.get(districtId);
  if (known !== undefined) return known;
  const made = keepOnce(db, districtId).finally(() => all.delete(districtId));
  all.set(districtId, made);
  return made;
}

/** Reads of the open findings in one transaction, in which it was seen that they are kept; the first who comes waits until they are. */
export async function readKeptOpen<T>(
  db: Database,
  districtId: number,
  read: (tx: Reader) => Promise<T>,
): Promise<T> {
  const known = await db.read(districtId, async (tx) =>
    (await areKept(tx, districtId)) ? { told: await read(tx) } : undefined,
  );
  if (known !== undefined) return known.told;
  await keepOpenFindings(db, districtId);
  return db.read(districtId, read);
}

async function keepOnce(db: Database, districtId: number): Promise<void> {
  await db.session(districtId, async (session) => {
    await session.lock("open-findings", true);
    await session.write(async (tx) => {
      await tx.query("set transaction isolation level repeatable read");
      if (await areKept(tx, districtId)) return;
      await tx.query("delete from open_finding where district_id = $1", [districtId]);
      await tx.query(
        `${workedOut("null")}
         insert into open_finding (district_id, run_id, ordinal, source_id, code, severity, file, table_name)
         select $1, run_id, ordinal, source_id, code, severity, file, table_name from open`,
        [districtId, null, rowFindingCodes],
      );
      await tx.query(
        `insert into open_findings (district_id, basis) select $1, ${basisNow}
         on conflict (district_id) do update set basis = excluded.basis`,
        [districtId],
      );
    });
  });
}
