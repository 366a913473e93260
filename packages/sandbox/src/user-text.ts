import { at } from "./columns.ts";
import { emailOf, homePhoneOf, mobileOf, studentEmail } from "./contact.ts";
import { isGuardian, isStudent, type PersonRole, roleOf } from "./people.ts";
import { nameOf, type PersonName } from "./person-name.ts";
import type { RosterView } from "./roster-view.ts";
import { gradeCode } from "./subjects.ts";

/** What every form says about a person, not yet quoted. */
export interface UserText {
  readonly id: string;
  readonly role: PersonRole;
  readonly username: string;
  readonly name: PersonName;
  /** Student number or staff number, with leading zeros; guardians have none. */
  readonly identifier: string;
  readonly email: string;
  /** Mobile number. */
  readonly sms: string;
  /** Telephone at home. */
  readonly phone: string;
  readonly grades: string;
}

/** Students have a school address from grade 3 on. */
const firstGradeWithEmail = 3;

function studentText(view: RosterView, row: number): UserText {
  const { people } = view.district;
  const key = at(people.key, row);
  const grade = at(people.grade, row);
  const number = String(key).padStart(7, "0");
  return {
    id: view.personId(row),
    role: "student",
    username: `s${number}`,
    name: nameOf(at(people.given, row), at(people.family, row)),
    identifier: number,
    email: grade >= firstGradeWithEmail ? studentEmail(key) : "",
    sms: "",
    phone: "",
    grades: gradeCode(grade),
  };
}

/** Reads one person. Adults without any contact have no telephone at home either. */
export function userText(view: RosterView, row: number): UserText {
  const { people } = view.district;
  if (isStudent(people, row)) return studentText(view, row);
  const key = at(people.key, row);
  const guardian = isGuardian(people, row);
  const email = emailOf(at(people.mail, row));
  const sms = mobileOf(at(people.phone, row));
  const reachable = email !== "" || sms !== "";
  return {
    id: view.personId(row),
    role: roleOf(people, row),
    username: guardian ? `g${key}` : email.slice(0, email.indexOf("@")),
    name: nameOf(at(people.given, row), at(people.family, row)),
    identifier: guardian ? "" : `E${String(key).padStart(8, "0")}`,
    email,
    sms,
    phone: guardian && reachable ? homePhoneOf(at(people.household, row)) : "",
    grades: "",
  };
}
