import type { CheckItemId } from "@muster/rules/report/self-check/judge-items.ts";

/** How an item is counted. $1 is the district, $2 the source. */
export interface ItemQuery {
  /** Answers rows of sourced_id, file, line and record (ours), one for each that is not as it should be. */
  readonly found: string;
  /** Answers how many were looked at. */
  readonly of: string;
}

const said = (alias: string): string =>
  `${alias}.district_id = $1 and ${alias}.source_id = $2 and ${alias}.ended_by is null`;
const user = `join source_user u on ${said("u")} and u.sourced_id = w.sourced_id`;
const nobody = "null::bigint as record";
const noPlace = "null::text as file, null::int as line";
const userFile = (alias: string): string =>
  `case when ${alias}.is_derived then 'guardians.csv' else 'users.csv' end as file, ${alias}.line`;

/** Among the users that are wanted in a role, those of whom something holds. */
function wanted(who: string, holds: string): ItemQuery {
  return {
    found: `select w.sourced_id, ${userFile("u")}, ${nobody} from wanted_user w ${user} where ${who} and ${holds}`,
    of: `select count(*) from wanted_user w where ${who}`,
  };
}

/** Classes of linked schools in which nobody has a role. */
function classWithout(role: "teacher" | "student"): ItemQuery {
  return {
    found: `select c.sourced_id, 'classes.csv' as file, c.line, ${nobody} from checked_class c
             where not exists (select from source_enrollment e where ${said("e")} and e.class_sourced_id = c.sourced_id
                                  and e.role = '${role}')`,
    of: "select count(*) from checked_class",
  };
}

const school: Partial<Record<CheckItemId, ItemQuery>> = {
  "school.link.none": {
    // A link to no school says that a person leaves this one out on purpose.
    found: `select o.sourced_id, 'orgs.csv' as file, o.line, ${nobody} from source_org o
             where ${said("o")} and o.type = 'school' and not exists (select from linked_school l where l.sourced_id = o.sourced_id)
               and not exists (select from link l where l.district_id = $1 and l.source_id = $2 and l.record_type = 'school'
                                  and l.sourced_id = o.sourced_id and l.record_id = 0)`,
    of: `select count(*) from source_org o where ${said("o")} and o.type = 'school'`,
  },
  "school.listing.none": {
    found: `select l.sourced_id, ${noPlace}, l.school_id as record from linked_school l
             where not exists (select from source_org o where ${said("o")} and o.sourced_id = l.sourced_id)`,
    of: "select count(*) from linked_school",
  },
  "school.students.none": {
    found: `select min(l.sourced_id) as sourced_id, ${noPlace}, l.school_id as record from linked_school l
             where not exists (select from (select unnest(w.school_ids) as school_id from wanted_user w where w.role = 'student') s
                                where s.school_id = l.school_id)
             group by l.school_id`,
    of: "select count(distinct school_id) from linked_school",
  },
};

const student = "w.role = 'student'";
/** Pairs of staff and guardian with one name who share an e-mail address or a phone. */
const severalRoles = `
  select g.sourced_id, ${userFile("gu")}, ${nobody}, gu.identity_key is distinct from su.identity_key as differs
    from wanted_user g join source_user gu on ${said("gu")} and gu.sourced_id = g.sourced_id
    join source_user su on ${said("su")} and lower(su.given_name) = lower(gu.given_name)
     and lower(su.family_name) = lower(gu.family_name) and su.sourced_id <> gu.sourced_id
     and (gu.email <> '' and lower(gu.email) = lower(su.email)
          or gu.sms <> '' and gu.sms in (su.sms, su.phone) or gu.phone <> '' and gu.phone in (su.sms, su.phone))
    join wanted_user s on s.sourced_id = su.sourced_id and s.role = 'staff'
   where g.role = 'guardian'`;

const people: Partial<Record<CheckItemId, ItemQuery>> = {
  "student.grade.none": wanted(student, "u.grades = '{}'"),
  "student.class.none": wanted(
    student,
    `not exists (select from source_enrollment e join checked_class c on c.sourced_id = e.class_sourced_id
                  where ${said("e")} and e.user_sourced_id = w.sourced_id and e.role = 'student')`,
  ),
  "student.family.none": wanted(
    student,
    "not exists (select from family f where f.student_sourced_id = w.sourced_id)",
  ),
  "class.teacher.none": classWithout("teacher"),
  "class.student.none": classWithout("student"),
  "teacher.email.none": wanted("w.role = 'staff' and w.title = 'teacher'", "u.email = ''"),
  "adult.accounts.several": {
    found: `select sourced_id, file, line, record from (${severalRoles}) p where differs`,
    of: `select count(*) from (${severalRoles}) p`,
  },
};

const sameName = "n.role = h.role and n.given_name = h.given_name and n.family_name = h.family_name";
const isExact = `(n.number <> '' and n.number = h.number or n.email <> '' and n.email = h.email
                  or n.identity_key is not null and n.identity_key = h.identity_key)`;
/** An adult typed in by hand whom the roster brings with the same name, e-mail and phone becomes one with it (plan/deal-people.ts). */
const becomesOne = `(h.role <> 'student' and n.identity_key = h.identity_key
                     and not exists (select from link l where l.district_id = $1 and l.record_type = 'person' and l.record_id = h.person_id)
                     and not exists (select from held_person o where o.identity_key = h.identity_key and o.person_id <> h.person_id))`;
const certain = (condition: string): string =>
  `select h.person_id as record, min(n.sourced_id) as sourced_id, min(n.file) as file, min(n.line) as line
     from held_person h join coming_person n on ${sameName} and ${isExact} where ${condition} group by h.person_id`;
/** One family: a contact in common, or a student of the same name. */
const sharesFamily = `
  (n.sms <> '' and n.sms in (h.mobile, h.home_phone) or n.phone <> '' and n.phone in (h.mobile, h.home_phone)
   or exists (select from guardianship g join person ours on ours.district_id = $1 and ours.person_id = g.student_id
               join family f on f.guardian_sourced_id = n.sourced_id
               join source_user theirs on ${said("theirs")} and theirs.sourced_id = f.student_sourced_id
              where g.district_id = $1 and g.guardian_id = h.person_id and g.status = 'active'
                and lower(theirs.given_name) = lower(ours.given_name) and lower(theirs.family_name) = lower(ours.family_name)))`;

const directory: Partial<Record<CheckItemId, ItemQuery>> = {
  "person.match.exact": {
    found: certain(`${becomesOne} is not true`),
    of: "select count(distinct person_id) from held_person",
  },
  "person.match.likely": {
    found: `select h.person_id as record, min(n.sourced_id) as sourced_id, min(n.file) as file, min(n.line) as line
              from held_person h join coming_person n on ${sameName} and n.school_ids && h.school_ids
             where h.role <> 'guardian' and not exists (select from (${certain("true")}) e where e.record = h.person_id)
             group by h.person_id`,
    of: "select count(distinct person_id) from held_person where role <> 'guardian'",
  },
  "guardian.details.differ": {
    found: `select h.person_id as record, min(n.sourced_id) as sourced_id, min(n.file) as file, min(n.line) as line
              from held_person h join coming_person n on ${sameName} and ${sharesFamily}
             where h.role = 'guardian' and not exists (select from (${certain("true")}) e where e.record = h.person_id)
             group by h.person_id`,
    of: "select count(*) from held_person where role = 'guardian'",
  },
  "classroom.match.likely": {
    found: `select c.classroom_id as record, min(n.sourced_id) as sourced_id, 'classes.csv' as file, min(n.line) as line
              from classroom c join checked_class n on n.school_id = c.school_id and lower(btrim(n.title)) = lower(btrim(c.title))
             where c.district_id = $1 and c.status = 'active' and ${isUnlinked("c.classroom_id")}
               and not exists (select from link l where l.district_id = $1 and l.source_id = $2 and l.record_type = 'classroom'
                                  and l.sourced_id = n.sourced_id)
             group by c.classroom_id`,
    of: `select count(*) from classroom c where c.district_id = $1 and c.status = 'active' and ${isUnlinked("c.classroom_id")}`,
  },
};

function isUnlinked(classroom: string): string {
  return `not exists (select from link l where l.district_id = $1 and l.source_id = $2 and l.record_type = 'classroom'
                         and l.record_id = ${classroom})`;
}

/** @param mobile the column of the number that people sign in with (setting `phone.login-column`) */
export function itemQueries(mobile: "sms" | "phone"): Partial<Record<CheckItemId, ItemQuery>> {
  const contact = wanted("w.role = 'guardian'", `u.email = '' and u.${mobile} = ''`);
  return { ...school, ...people, "guardian.contact.none": contact, ...directory };
}
