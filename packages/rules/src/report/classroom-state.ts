import { counted, listWords } from "./number-words.ts";

/** What the sentence of a classroom's state is made of. */
export interface ClassroomStateFacts {
  readonly school: string;
  readonly status: "active" | "archived";
  readonly archivedBy: string | null;
  /** Active memberships by role. */
  readonly members: Readonly<Record<string, number>>;
  readonly sources: readonly { readonly source: string; readonly isListed: boolean }[];
  readonly origin: "synced" | "manual";
}

/** How a class stands: who is in it, and what feeds it. */
export function classroomState({
  school,
  status,
  archivedBy,
  members,
  sources,
  origin,
}: ClassroomStateFacts): string {
  const people = roles.flatMap((role) =>
    (members[role] ?? 0) > 0 ? [counted(members[role] ?? 0, role)] : [],
  );
  const inIt = people.length === 0 ? "nobody is in it" : listWords(people);
  const first =
    status === "active"
      ? `Class at ${school}: ${inIt}.`
      : `Closed class at ${school}${archivedBy === "person" ? ", closed by a person" : ""}: ${inIt}.`;
  return `${first} ${feedText(sources, origin === "manual" ? "Made by hand: no source feeds it." : "No source feeds it any more.")}`;
}

const roles = ["student", "teacher", "co-teacher", "aide"] as const;

/** How a school stands: how many there are, and what feeds it. */
export function schoolState(facts: {
  readonly status: "active" | "archived";
  readonly classrooms: number;
  readonly students: number;
  readonly staff: number;
  readonly links: ClassroomStateFacts["sources"];
}): string {
  const { status, classrooms, students, staff, links } = facts;
  const counts = listWords([
    counted(students, "student"),
    counted(staff, "staff member"),
    counted(classrooms, "class"),
  ]);
  const first = status === "active" ? `${counts}.` : `Closed. It has ${counts}.`;
  return `${first} ${feedText(links, "Nothing feeds it: its people and classes are made by hand.")}`;
}

function feedText(sources: ClassroomStateFacts["sources"], none: string): string {
  if (sources.length === 0) return none;
  const listing = [...new Set(sources.filter(({ isListed }) => isListed).map(({ source }) => source))];
  if (listing.length > 0) return `Fed by ${listWords(listing)}.`;
  return `Linked to ${listWords([...new Set(sources.map(({ source }) => source))])}, which does not list it.`;
}
