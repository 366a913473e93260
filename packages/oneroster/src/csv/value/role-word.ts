import type { EnrollmentRole } from "../../model/enrollment.ts";
import type { UserRole } from "../../model/user-role.ts";

/** What a written role means, and how sure that is. */
export interface RoleMeaning<Role> {
  readonly role: Role;
  /** standard: the binding's own word. synonym: a known other word (Q087). unknown: no rights follow from it. */
  readonly kind: "standard" | "synonym" | "unknown";
}

const standardWords: Readonly<Record<string, UserRole>> = {
  student: "student",
  teacher: "teacher",
  aide: "aide",
  proctor: "proctor",
  administrator: "administrator",
  parent: "parent",
  guardian: "guardian",
  relative: "relative",
};

/** The words 1.2 has for staff who run a school; all of them are `administrator` here, the written word is kept. */
const administratorWords: Readonly<Record<string, UserRole>> = {
  counselor: "administrator",
  districtadministrator: "administrator",
  principal: "administrator",
  siteadministrator: "administrator",
  systemadministrator: "administrator",
};

/** Words of exporters that stand outside every version (Q087, Q092), without blanks, dots, dashes, apostrophes. */
const synonyms: Readonly<Record<string, UserRole>> = {
  admin: "administrator",
  assistant: "aide",
  assistantprincipal: "administrator",
  coteacher: "teacher",
  districtadmin: "administrator",
  educator: "teacher",
  faculty: "teacher",
  father: "parent",
  instructor: "teacher",
  learner: "student",
  mother: "parent",
  paraprofessional: "aide",
  professor: "teacher",
  pupil: "student",
  schooladmin: "administrator",
  schooladministrator: "administrator",
  siteadmin: "administrator",
  sysadmin: "administrator",
  systemadmin: "administrator",
  teacheraide: "aide",
  teacherassistant: "aide",
  teachersaide: "aide",
  teachersassistant: "aide",
  teachingassistant: "aide",
};

type Meanings = ReadonlyMap<string, RoleMeaning<UserRole>>;

function meanings(
  kind: "standard" | "synonym",
  words: Readonly<Record<string, UserRole>>,
): [string, RoleMeaning<UserRole>][] {
  return Object.entries(words).map(([word, role]) => [word, { role, kind }]);
}

const in11: Meanings = new Map([
  ...meanings("synonym", synonyms),
  ...meanings("synonym", administratorWords),
  ...meanings("standard", standardWords),
]);
const in12: Meanings = new Map([...in11, ...meanings("standard", administratorWords)]);
const unknown: RoleMeaning<UserRole> = { role: "other", kind: "unknown" };

/** The role a word of users.csv or roles.csv stands for. Never a teacher by default (Q087). */
export function userRoleOf(written: string, version: "1.1" | "1.2"): RoleMeaning<UserRole> {
  const words = version === "1.2" ? in12 : in11;
  return words.get(written) ?? words.get(bare(written)) ?? unknown;
}

/** The role a word of enrollments.csv stands for, or undefined: a place in a class is never guessed. */
export function enrollmentRoleOf(written: string): RoleMeaning<EnrollmentRole> | undefined {
  const { role, kind } = in11.get(written) ?? in11.get(bare(written)) ?? unknown;
  switch (role) {
    case "student":
    case "teacher":
    case "proctor":
    case "administrator":
      return { role, kind };
    case "aide":
      return { role, kind: "synonym" };
    default:
      return undefined;
  }
}

/** Without capitals, 1.2's mark for words of one's own (`ext:`), blanks, dots, dashes and apostrophes. */
function bare(written: string): string {
  return written
    .toLowerCase()
    .replace(/^ext:/, "")
    .replaceAll(/[\s._'’-]/g, "");
}
