import type { Database } from "../../database/database.ts";

/**
 * For tests and benches: a directory of 20 schools and a sealed plan over it, written straight into the tables, because
 * a source that says so much would take its time. Of `changes`, half are e-mail addresses that move to another domain, a
 * fifth grades that go up, a fifth students who leave, and the rest new students.
 *
 * @param changes a multiple of 200
 * @returns the hash of the plan
 */
export async function makeLargePlan(db: Database, districtId: number, changes: number): Promise<string> {
  const hash = `a${changes.toString(16).padStart(63, "7")}`;
  await db.session(districtId, (session) =>
    session.write(async (tx) => {
      const values = [districtId, changes];
      for (const statement of directory) await tx.query(statement, values);
      await tx.query(planRow, [...values, hash]);
      for (const statement of rows) await tx.query(statement, values);
      await tx.query(
        "select refresh_statistics(array['person', 'role_record', 'plan_change', 'plan_slice'], true)",
      );
    }),
  );
  return hash;
}

/** Numbers of the plan, its run and its first school: nothing else of a test's district has them. */
const planId = 900_000;
const firstSchool = 5_000_000;
const schools = 20;

const schoolOf = (n: string): string => `${firstSchool} + ${n} % ${schools}`;
const gradeOf = (n: string): string => `lpad((1 + (${n} / ${schools}) % 9)::text, 2, '0')`;
const families =
  "(array['Alder', 'Birch', 'Cedar', 'Elder', 'Hazel', 'Linden', 'Maple', 'Rowan', 'Thorn', 'Willow'])";
const givens =
  "(array['Ana', 'Ben', 'Cai', 'Dia', 'Eli', 'Fay', 'Gus', 'Ida', 'Jon', 'Kim', 'Lea', 'Max', 'Noa'])";
const person = (
  n: string,
  domain: string,
): string => `jsonb_build_object('givenName', ${givens}[1 + ${n} % 13],
  'middleName', '', 'familyName', ${families}[1 + (${n} / 13) % 10] || '-' || ${n}, 'email', 'p' || ${n} || '@${domain}.example.org',
  'mobile', '', 'homePhone', '', 'language', 'en', 'username', 'p' || ${n}, 'studentNumber', 'n' || ${n}, 'identityKey', null,
  'origin', 'synced')`;
const role = (n: string, grade: string, status: string): string => `jsonb_build_object('role', 'student',
  'schoolId', ${schoolOf(n)}, 'title', '', 'grades', jsonb_build_array(${grade}), 'status', '${status}',
  'archivedBy', ${status === "active" ? "null" : "'sync'"}, 'origin', 'synced')`;
const numbered = (document: string): string => `(${document} || '{"version": 1}')`;

/** People whose number is their id: as many as the plan changes. */
const directory: readonly string[] = [
  `insert into school (district_id, school_id, name, identifier, status, origin)
   select $1, ${firstSchool} + n, 'School ' || to_char(n + 1, 'FM00'), 'L' || to_char(n, 'FM00'), 'active', 'synced'
     from generate_series(0, ${schools - 1}) n where $2::int > 0`,
  `insert into person (district_id, person_id, given_name, middle_name, family_name, email, mobile, home_phone, language,
                       username, student_number, identity_key, origin)
   select $1, ${firstSchool} + 1000 + n, ${givens}[1 + n % 13], '', ${families}[1 + (n / 13) % 10] || '-' || n,
          'p' || n || '@old.example.org', '', '', 'en', 'p' || n, 'n' || n, null, 'synced'
     from generate_series(1, $2::int) n`,
  `insert into role_record (district_id, person_id, role, school_id, title, grades, status, origin)
   select $1, ${firstSchool} + 1000 + n, 'student', ${schoolOf("n")}, '', array[${gradeOf("n")}], 'active', 'synced'
     from generate_series(1, $2::int) n`,
  `insert into slice_count (district_id, type, school_id, active)
   select $1, 'student', school_id, count(*) from role_record where district_id = $1 and school_id >= ${firstSchool} and $2::int > 0
    group by school_id`,
  `insert into run (district_id, run_id, kind, state, stage, outcome, fencing, operator, started_at, ended_at, plan_id)
   select $1, ${planId}, 'sync', 'finished', 'report', 'held', 0, 'nightly', now() - interval '2 minutes', now(), ${planId}
    where $2::int > 0`,
];

const planRow = `
  insert into plan (district_id, plan_id, kind, run_id, hash, basis, basis_version, next_id, counts, state, sealed_at)
  select $1, ${planId}, 'sync', ${planId}, $3, '{"kind": "sync", "today": "2026-09-01", "rulesVersion": "1", "settings": {}}',
         d.version, d.next_id,
         (select jsonb_object_agg(type, '{"create": 0, "update": 0, "archive": 0, "restore": 0, "keep": 0}'::jsonb)
            from unnest(array['school', 'link', 'classroom', 'staff', 'guardian', 'membership', 'guardianship']) type)
         || jsonb_build_object('student', jsonb_build_object('create', $2::int / 10, 'update', $2::int * 7 / 10,
                               'archive', $2::int / 5, 'restore', 0, 'keep', $2::int / 10)),
         'sealed', now()
    from district d where d.district_id = $1`;

/** The first half change their address, the next fifth their grade, the next fifth leave; a tenth is new. */
const change = (n: string): string => `
  case when ${n} <= $2::int * 7 / 10 then 'update' when ${n} <= $2::int * 9 / 10 then 'archive' else 'create' end as action,
  case when ${n} <= $2::int * 7 / 10 then 'update' when ${n} <= $2::int * 9 / 10 then 'removal' else 'addition' end as kind,
  case when ${n} <= $2::int / 2 then 'email' when ${n} <= $2::int * 7 / 10 then 'grade' when ${n} <= $2::int * 9 / 10 then 'gone' else 'new' end as what`;

const rows: readonly string[] = [
  `insert into plan_change (district_id, plan_id, type, ordinal, slice, action, kind, school_id, part, record_id, other_id, role,
                            before, after, reason, file, line, sourced_ids)
   select $1, ${planId}, 'student', n, (n % ${schools}) * 3 + case kind when 'update' then 1 when 'removal' then 2 else 3 end,
          action, kind, ${schoolOf("n")}, '', case what when 'new' then ${firstSchool} * 2 else ${firstSchool} + 1000 end + n, 0, '',
          case what when 'email' then jsonb_build_object('person', ${numbered(person("n", "old"))}, 'roles', '[]'::jsonb)
               when 'new' then null
               else jsonb_build_object('roles', jsonb_build_array(${numbered(role("n", gradeOf("n"), "active"))})) end,
          case what when 'email' then jsonb_build_object('person', ${person("n", "new")}, 'roles', '[]'::jsonb)
               when 'grade' then jsonb_build_object('roles', jsonb_build_array(${role("n", gradeOf(`(n + ${schools})`), "active")}))
               when 'gone' then jsonb_build_object('roles', jsonb_build_array(${role("n", gradeOf("n"), "archived")}))
               else jsonb_build_object('person', ${person("n", "new")}, 'roles', jsonb_build_array(${role("n", gradeOf("n"), "active")}),
                                       'links', jsonb_build_array('s' || n)) end,
          case what when 'gone' then 'absent' else 'listed' end, 'users.csv', case what when 'gone' then null else n + 1 end,
          array['s' || n]
     from (select n, ${change("n")} from generate_series(1, $2::int) n) planned`,
  `insert into plan_slice (district_id, plan_id, slice, type, school_id, kind, part, changes, rewrites, base, verdict, gates, effects)
   select $1, ${planId}, c.slice, 'student', c.school_id, c.kind, '', count(*), count(c.before), s.active,
          case c.kind when 'addition' then 'go' else 'hold' end,
          case c.kind when 'removal' then jsonb_build_array(jsonb_build_object('code', 'gate.removals.many', 'observed', count(*),
                 'limit', s.active / 10, 'facts', jsonb_build_object('base', s.active)))
               when 'update' then jsonb_build_array(jsonb_build_object('code', 'gate.column.rewritten', 'observed', count(*),
                 'limit', s.active * 3 / 10, 'facts', jsonb_build_object('base', s.active, 'field', 'email')))
               else '[]' end,
          jsonb_build_object('student/' || c.school_id, case c.kind when 'addition' then count(*) when 'removal' then -count(*) else 0 end)
     from plan_change c join slice_count s on s.district_id = $1 and s.type = 'student' and s.school_id = c.school_id
    where c.district_id = $1 and c.plan_id = ${planId} and $2::int > 0
    group by c.slice, c.school_id, c.kind, s.active`,
];
