import type { Transaction } from "../database/database.ts";

/**
 * The directory as of an instant. What is there now is held; what changed since is taken back from the journal:
 * of each record the `before` of its first change after the instant, and a record without one was not there yet.
 * No copy of yesterday is kept anywhere, and none is made.
 *
 * Each member is a subquery that stands where a table would; $1 is the district.
 */
export interface DirectoryAt {
  /** school_id, name, identifier, status */
  readonly school: string;
  /** classroom_id, school_id, title, class_code, grades, location, starts_on, ends_on, status */
  readonly classroom: string;
  /** person_id, the fields of a person, origin */
  readonly person: string;
  /** person_id, role, school_id, title, grades, status, archived_by, origin */
  readonly role: string;
  /** classroom_id, person_id, role, starts_on, ends_on, status, origin */
  readonly membership: string;
  /** student_id, guardian_id, relationship, contact_type, origin, status, is_restricted */
  readonly guardianship: string;
  /** source_id, record_type, sourced_id, record_id */
  readonly link: string;
}

type Part = keyof DirectoryAt;

/**
 * Opens the directory as of an instant, for the rest of a transaction. What changed since goes into temporary
 * tables first: with statistics on them PostgreSQL joins millions of rows as it should.
 *
 * @param asOf undefined: now
 */
export async function openDirectoryAt(
  tx: Transaction,
  districtId: number,
  asOf: Date | undefined,
): Promise<DirectoryAt> {
  if (asOf === undefined) return directoryNow;
  for (const [part, { first }] of Object.entries(then)) {
    await tx.query(`create temporary table later_${part} on commit drop as ${first("true", "$2")}`, [
      districtId,
      asOf.toISOString(),
    ]);
    await tx.query(`analyze later_${part}`);
  }
  return everyPart((part) => takenBack(part, held(part)));
}

/**
 * The directory as of an instant as far as it concerns a few records: read at once, without temporary tables.
 *
 * @param records SQL that selects the numbers of the records, of whatever type
 * @param asOf the parameter that bears the instant, such as `$3`
 * @returns `first`, what the statement has to begin with, and the parts
 */
export function fewRecordsAt(
  records: string,
  asOf: string,
): { readonly first: string; readonly at: DirectoryAt } {
  const laters = Object.entries(then).map(
    ([part, { first }]) =>
      `later_${part} as materialized (${first("c.record_id = any (array(select id from few))", asOf)})`,
  );
  const few = (part: Part): string => `${held(part)} and h.${keyOf[part]} = any (array(select id from few))`;
  return {
    first: `with few (id) as materialized (${records}), ${laters.join(", ")}`,
    at: everyPart((part) => takenBack(part, few(part))),
  };
}

const columns = {
  school: "school_id, name, identifier, status",
  classroom: "classroom_id, school_id, title, class_code, grades, location, starts_on, ends_on, status",
  person:
    "person_id, given_name, middle_name, family_name, email, mobile, home_phone, language, username, student_number, origin",
  role: "person_id, role, school_id, title, grades, status, archived_by, origin",
  membership: "classroom_id, person_id, role, starts_on, ends_on, status, origin",
  guardianship: "student_id, guardian_id, relationship, contact_type, origin, status, is_restricted",
  link: "source_id, record_type, sourced_id, record_id",
} as const;

const tables: Readonly<Record<Part, string>> = {
  ...{ school: "school", classroom: "classroom", person: "person", role: "role_record" },
  ...{ membership: "membership", guardianship: "guardianship", link: "link" },
};

/** What a journal's change of a part is filed under. */
const keyOf: Readonly<Record<Part, string>> = {
  ...{ school: "school_id", classroom: "classroom_id", person: "person_id", role: "person_id" },
  ...{ membership: "classroom_id", guardianship: "student_id", link: "record_id" },
};

const held = (part: Part): string =>
  `select ${columns[part]} from ${tables[part]} h where h.district_id = $1`;

/** The directory as it is. */
export const directoryNow: DirectoryAt = everyPart((part) => `(${held(part)})`);

function everyPart(subquery: (part: Part) => string): DirectoryAt {
  return {
    ...{ school: subquery("school"), classroom: subquery("classroom"), person: subquery("person") },
    ...{ role: subquery("role"), membership: subquery("membership") },
    ...{ guardianship: subquery("guardianship"), link: subquery("link") },
  };
}

/** SQL of what changed since, of the changes that a condition on `c` is about and after an instant's parameter. */
type First = (about: string, since: string) => string;

/** The first change of each record after the instant: its keys, and what the record was before. */
function firstLater(types: string, keys: string, isMeant = "true"): First {
  return (about, since) => `select distinct on (${keys}) ${keys}, c.before as was from journal c
           where c.district_id = $1 and c.applied_at > ${since} and c.type in (${types}) and ${isMeant} and ${about}
           order by ${keys}, c.run_id, c.ordinal`;
}

/** What changed since the instant. */
interface Later {
  /** Selects the first change of each record after an instant: its keys, and as `was` what the record was before. */
  readonly first: First;
  /** When a change `l` is about the held record `h`. */
  readonly same: string;
  /** The columns of the part, out of `l`. */
  readonly was: readonly string[];
}

/** Held records that did not change since, and what the others were. */
function takenBack(part: Part, there: string): string {
  const { same, was } = then[part];
  return `(${there} and not exists (select from later_${part} l where ${same})
    union all
    select ${was.join(", ")} from later_${part} l where l.was is not null)`;
}

const text = (field: string): string => `l.was->>'${field}'`;
const date = (field: string): string => `(l.was->>'${field}')::date`;
const grades = "array(select jsonb_array_elements_text(l.was->'grades'))";

/** A person changes with their roles: only changes that carry the fields, or that made the person, count. */
const changesPerson = "(c.before ? 'person' or (c.before is null and c.after ? 'person'))";
const personText = (field: string): string => `l.was->'person'->>'${field}'`;

const firstRoles: First = (about, since) => `
  select distinct on (c.record_id, c.type, r.value->>'schoolId')
         c.record_id, c.type as role, (r.value->>'schoolId')::bigint as school_id,
         (select b.value from jsonb_array_elements(c.before->'roles') b
           where b.value->>'schoolId' = r.value->>'schoolId') as was
    from journal c, jsonb_array_elements(c.after->'roles') r
   where c.district_id = $1 and c.applied_at > ${since} and c.type in ('student', 'staff', 'guardian') and ${about}
   order by c.record_id, c.type, r.value->>'schoolId', c.run_id, c.ordinal`;

/** Links change by their own changes; those of new classrooms and people came with these. */
const firstLinks: First = (about, since) => `
  select distinct on (p.source_id, e.record_type, e.sourced_id) p.source_id, e.record_type, e.sourced_id, e.was
    from (select c.plan_id, c.run_id, c.ordinal, c.after->>'recordType' as record_type,
                 c.after->>'sourcedId' collate "C" as sourced_id, c.before as was
            from journal c where c.district_id = $1 and c.applied_at > ${since} and c.type = 'link' and ${about}
          union all
          select c.plan_id, c.run_id, c.ordinal, 'classroom', c.after->>'link', null
            from journal c where c.district_id = $1 and c.applied_at > ${since} and c.type = 'classroom' and c.after ? 'link'
             and ${about}
          union all
          select c.plan_id, c.run_id, c.ordinal, 'person', s.id, null
            from journal c, jsonb_array_elements_text(c.after->'links') as s (id)
           where c.district_id = $1 and c.applied_at > ${since} and c.type in ('student', 'staff', 'guardian')
             and ${about}) e
    join plan p on p.district_id = $1 and p.plan_id = e.plan_id
   order by p.source_id, e.record_type, e.sourced_id, e.run_id, e.ordinal`;

/** Only a change that restricts a link, or lifts that, carries it: the first that does, after the instant. */
const firstGuardianships: First = (about, since) => `
  select distinct on (c.record_id, c.other_id) c.record_id, c.other_id, c.before as was,
         (array_agg(c.before->'isRestricted') filter (where c.before ? 'isRestricted')
           over (partition by c.record_id, c.other_id order by c.run_id, c.ordinal
                 rows between unbounded preceding and unbounded following))[1]::boolean as was_restricted
    from journal c
   where c.district_id = $1 and c.applied_at > ${since} and c.type = 'guardianship' and ${about}
   order by c.record_id, c.other_id, c.run_id, c.ordinal`;

const wasRestricted = `coalesce(l.was_restricted, (select g.is_restricted from guardianship g
    where g.district_id = $1 and g.student_id = l.record_id and g.guardian_id = l.other_id))`;

const then: Readonly<Record<Part, Later>> = {
  school: {
    first: firstLater("'school'", "c.record_id"),
    same: "l.record_id = h.school_id",
    was: ["l.record_id", text("name"), text("identifier"), text("status")],
  },
  classroom: {
    first: firstLater("'classroom'", "c.record_id"),
    same: "l.record_id = h.classroom_id",
    was: [
      ...["l.record_id", "(l.was->>'schoolId')::bigint", text("title"), text("classCode"), grades],
      ...[text("location"), date("startsOn"), date("endsOn"), text("status")],
    ],
  },
  person: {
    first: firstLater("'student', 'staff', 'guardian'", "c.record_id", changesPerson),
    same: "l.record_id = h.person_id",
    was: [
      ...["l.record_id", personText("givenName"), personText("middleName"), personText("familyName")],
      ...[personText("email"), personText("mobile"), personText("homePhone"), personText("language")],
      ...[personText("username"), personText("studentNumber")],
      personText("origin"),
    ],
  },
  role: {
    first: firstRoles,
    same: "l.record_id = h.person_id and l.role = h.role and l.school_id = h.school_id",
    was: [
      ...["l.record_id", "l.role", "l.school_id", text("title"), grades, text("status")],
      ...[text("archivedBy"), text("origin")],
    ],
  },
  membership: {
    first: firstLater("'membership'", "c.record_id, c.other_id, c.role"),
    same: "l.record_id = h.classroom_id and l.other_id = h.person_id and l.role = h.role",
    was: [
      ...["l.record_id", "l.other_id", "l.role", date("startsOn"), date("endsOn"), text("status")],
      text("origin"),
    ],
  },
  guardianship: {
    first: firstGuardianships,
    same: "l.record_id = h.student_id and l.other_id = h.guardian_id",
    was: [
      ...["l.record_id", "l.other_id", text("relationship"), text("contactType"), text("origin")],
      ...[text("status"), wasRestricted],
    ],
  },
  link: {
    first: firstLinks,
    same: "l.source_id = h.source_id and l.record_type = h.record_type and l.sourced_id = h.sourced_id",
    was: ["l.source_id", "l.record_type", "l.sourced_id", "(l.was->>'recordId')::bigint"],
  },
};
