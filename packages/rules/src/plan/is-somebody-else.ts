import { phoneDigits } from "../match/identity-key.ts";
import type { Person, RoleRecord } from "../model/person.ts";
import { sameList } from "./same.ts";
import type { WantedUser } from "./wanted-user.ts";

/**
 * Does a sourcedId that we know now name another human? So it looks where both names are new and nothing speaks for
 * the person we hold: no e-mail, no phone, and for a student not number and grade together (a number alone is often
 * made from the ID). That is no rename but an ID that was given out again (reliability E04), and a person must look.
 * Something must speak against them too: of somebody without contact, number and grade nothing can be said.
 */
export function isSomebodyElse(
  user: WantedUser | undefined,
  held: Person | undefined,
  roles: readonly RoleRecord[],
): boolean {
  if (user === undefined || held === undefined) return false;
  const hasNewName = differ(user.givenName, held.givenName) && differ(user.familyName, held.familyName);
  if (!hasNewName || hasSameContact(user, held) || isSameStudent(user, held, roles)) return false;
  return hasOtherContact(user, held) || isOtherStudent(user, held, roles);
}

function hasSameContact(user: WantedUser, held: Person): boolean {
  const known = [held.mobile, held.homePhone].map(phoneDigits).filter((phone) => phone !== "");
  return (
    (user.email !== "" && user.email.toLowerCase() === held.email.toLowerCase()) ||
    [user.sms, user.phone].map(phoneDigits).some((phone) => known.includes(phone))
  );
}

/** Asked where no contact is the same: is there one to compare? */
function hasOtherContact(user: WantedUser, held: Person): boolean {
  const hasPhone = user.sms !== "" || user.phone !== "";
  const hadPhone = held.mobile !== "" || held.homePhone !== "";
  return (user.email !== "" && held.email !== "") || (hasPhone && hadPhone);
}

/** Asked where number and grade are not both the same: does one of them differ? */
function isOtherStudent(user: WantedUser, held: Person, roles: readonly RoleRecord[]): boolean {
  const hasOtherNumber =
    user.identifier !== "" && held.studentNumber !== "" && user.identifier !== held.studentNumber;
  const grades = roles.find((record) => record.role === "student")?.grades ?? [];
  return hasOtherNumber || (user.grades.length > 0 && grades.length > 0 && !sameList(user.grades, grades));
}

function isSameStudent(user: WantedUser, held: Person, roles: readonly RoleRecord[]): boolean {
  return (
    user.identifier !== "" &&
    user.identifier === held.studentNumber &&
    user.grades.length > 0 &&
    roles.some((record) => record.role === "student" && sameList(record.grades, user.grades))
  );
}

function differ(a: string, b: string): boolean {
  return bareName(a) !== "" && bareName(b) !== "" && bareName(a) !== bareName(b);
}

/** A name without accents, capitals and signs: an export that loses these has not met another person. */
function bareName(name: string): string {
  return name
    .normalize("NFD")
    .replace(/[^\p{L}\p{N}]+/gu, "")
    .toLowerCase();
}
