import { capital } from "./letter-case.ts";
import { counted, listWords } from "./number-words.ts";

/** What the sentence of a person's state is made of. */
export interface PersonStateFacts {
  readonly roles: readonly {
    readonly role: "student" | "staff" | "guardian";
    readonly school: string | null;
    readonly title: string;
    readonly grades: readonly string[];
    readonly status: "active" | "archived";
  }[];
  /** Classes they are in now. */
  readonly classes: number;
  /** Their guardians, and the students whose guardian they are. */
  readonly guardians: number;
  readonly students: number;
  readonly sources: readonly { readonly source: string; readonly isListed: boolean }[];
}

/** Who somebody is here and why, in a few sentences: the first thing a secretary wants to know. */
export function personState(facts: PersonStateFacts): string {
  const active = facts.roles.filter(({ status }) => status === "active");
  const told = active.length > 0 ? active : facts.roles;
  const who = listWords(told.map((role) => roleText(role, facts.students)));
  const first = active.length > 0 ? sentence(who) : `No longer here: was ${who}.`;
  return [first, ...(active.length > 0 ? [tiesText(facts)] : []), sourceText(facts)]
    .filter((text) => text !== "")
    .join(" ");
}

/**
 * Who somebody was at the end of a day: what a source said of them then is in their history.
 *
 * @param day in words, such as "Nov 3, 2026"
 * @param facts undefined: the directory did not have them then
 */
export function pastPersonState(day: string, facts: Omit<PersonStateFacts, "sources"> | undefined): string {
  if (facts === undefined) return `At the end of ${day} they were not in the directory.`;
  const active = facts.roles.filter(({ status }) => status === "active");
  const told = active.length > 0 ? active : facts.roles;
  const who = listWords(told.map((role) => roleText(role, facts.students)));
  if (active.length === 0) return `At the end of ${day} no longer here: was ${who}.`;
  return [`At the end of ${day}: ${who}.`, tiesText(facts, "In no class then.")]
    .filter((text) => text !== "")
    .join(" ");
}

type Role = PersonStateFacts["roles"][number];

function roleText({ role, school, title, grades }: Role, students: number): string {
  const at = school === null ? "" : ` at ${school}`;
  if (role === "student") {
    const grade = grades.length === 0 ? "" : ` in ${listWords(grades.map(gradeWord))}`;
    return `student${grade}${at}`;
  }
  if (role === "guardian") return students === 0 ? "guardian" : `guardian of ${counted(students, "student")}`;
  return `${title === "" ? "staff member" : title}${school === null ? " of the district" : at}`;
}

/** `04` as grade 4; what has no number as it stands. */
export function gradeWord(grade: string): string {
  if (/^\d+$/.test(grade)) return `grade ${Number(grade)}`;
  const known: Readonly<Record<string, string>> = {
    ...{ KG: "kindergarten", K: "kindergarten", TK: "transitional kindergarten", PK: "pre-kindergarten" },
    ...{
      PR: "preschool",
      IT: "infant or toddler care",
      PS: "after grade 12",
      UG: "no grade",
      OTHER: "another grade",
    },
  };
  return known[grade.toUpperCase()] ?? grade;
}

function tiesText(
  { roles, classes, guardians }: Pick<PersonStateFacts, "roles" | "classes" | "guardians">,
  inNone = "In no class now.",
): string {
  const parts = [
    ...(classes > 0 ? [`in ${counted(classes, "class")}`] : []),
    ...(guardians > 0 ? [`with ${counted(guardians, "guardian")}`] : []),
  ];
  const isTaught = roles.some(({ role, status }) => role === "student" && status === "active");
  if (parts.length === 0) return isTaught ? inNone : "";
  return sentence(listWords(parts));
}

function sourceText({ sources }: PersonStateFacts): string {
  if (sources.length === 0) return "Entered by hand: no source knows them.";
  const listing = names(sources.filter(({ isListed }) => isListed));
  if (listing !== "") return `Listed by ${listing}.`;
  return `Came from ${names(sources)}, which no longer lists them.`;
}

function names(sources: PersonStateFacts["sources"]): string {
  return listWords([...new Set(sources.map(({ source }) => source))]);
}

function sentence(text: string): string {
  return text === "" ? "" : `${capital(text)}.`;
}
