import { at } from "../../columns.ts";
import { contactType, relationship } from "../../guardian-table.ts";
import { roleOf } from "../../people.ts";
import { mix } from "../../random.ts";
import { dateInYear } from "../../school-year.ts";
import { type UserText, userText } from "../../user-text.ts";
import { cleverId } from "./clever-id.ts";
import type { CleverRole, CleverView } from "./clever-view.ts";
import { type CleverObject, type CleverVersion, cleverGrade } from "./clever-word.ts";
import { madeAt } from "./place-objects.ts";

/** A user with every role that is shared. */
export function userObject(view: CleverView, row: number, version: CleverVersion): CleverObject {
  const text = userText(view.roster, row);
  const roles = view.rolesOf(row);
  const oldId = { legacy_id: cleverId("legacy", at(view.roster.district.people.key, row)) };
  const isContact = roles.includes("contact");
  return {
    ...{ id: view.userId(row), district: view.districtId, email: text.email },
    name: isContact
      ? { first: "", middle: "", last: wholeName(text) }
      : { first: text.name.given, middle: text.name.middle, last: text.name.family },
    ...{ created: madeAt, last_modified: madeAt },
    roles: Object.fromEntries(
      roles.map((role) => [role, { ...oldId, ...roleObject(role, view, row, text, version) }]),
    ),
  };
}

/** A contact's whole name stands in `last`. */
function wholeName({ name }: UserText): string {
  return name.given === name.family ? name.given : `${name.given} ${name.family}`;
}

type RoleFields = Readonly<Record<string, unknown>>;

function roleObject(
  role: CleverRole,
  view: CleverView,
  row: number,
  text: UserText,
  version: CleverVersion,
): RoleFields {
  const schools = view.schoolsOf(row);
  const credentials = { district_username: text.username };
  const title = roleOf(view.roster.district.people, row);
  switch (role) {
    case "student":
      return studentFields(view, row, text, version);
    case "teacher":
      return {
        ...{ sis_id: text.id, teacher_number: text.identifier, state_id: "" },
        ...{
          title: `${title.charAt(0).toUpperCase()}${title.slice(1)}`,
          school: schools[0],
          schools,
          credentials,
        },
      };
    case "staff":
      return { staff_id: text.identifier, title, department: "", roles: [], schools, credentials };
    case "district_admin":
      return { title };
    case "contact":
      return contactFields(view, row, text);
    default:
      return role satisfies never;
  }
}

function studentFields(view: CleverView, row: number, text: UserText, version: CleverVersion): RoleFields {
  const { people, year } = view.roster.district;
  const schools = view.schoolsOf(row);
  const grade = at(people.grade, row);
  const { preferred } = text.name;
  const span = { start_date: dateInYear(year, 0), end_date: dateInYear(year, 42) };
  return {
    ...{ sis_id: text.id, student_number: text.identifier, state_id: "", school: schools[0], schools },
    enrollments: schools.map((school) => ({ school, ...span })),
    ...{ grade: cleverGrade(grade), graduation_year: String(year + 13 - grade) },
    credentials: { district_username: text.username },
    ...(version === "v3.1" && preferred !== ""
      ? { preferred_name: { first: preferred, middle: "", last: "" } }
      : {}),
    ...(view.sharing.demographics === true
      ? demographics(at(people.key, row), year - 6 - grade, version)
      : {}),
  };
}

/** What no roster needs and districts share all the same. */
function demographics(key: number, born: number, version: CleverVersion): RoleFields {
  const drawn = mix(key, 61);
  return {
    dob: `${1 + (drawn % 12)}/${1 + (drawn % 28)}/${born}`,
    ...{ gender: drawn % 2 === 0 ? "F" : "M", race: "Unknown", hispanic_ethnicity: "N", ell_status: "N" },
    ...(version === "v3.1" ? { frl_status: drawn % 3 === 0 ? "Free" : "Paid", iep_status: "N" } : {}),
  };
}

/** One phone only: the mobile one where there is one. */
function contactFields(view: CleverView, row: number, text: UserText): RoleFields {
  const { people } = view.roster.district;
  const role = roleOf(people, row);
  const isNew = view.sharing.newContactWords === true;
  return {
    ...(view.sharing.contactIds === false ? {} : { sis_id: text.id }),
    phone: text.sms || text.phone,
    phone_type: isNew ? "Pager" : text.sms !== "" ? "Cell" : text.phone !== "" ? "Home" : "",
    student_relationships: view.roster.childrenOf(row).map((child) => ({
      student: view.userId(child),
      relationship: isNew ? "Foster" : relationship(role, at(people.key, row)),
      type: isNew ? "Court" : contactType(role, view.roster.guardiansOf(child).indexOf(row)),
    })),
  };
}
