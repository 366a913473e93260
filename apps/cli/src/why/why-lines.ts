import { counted, formatCount } from "@muster/rules/report/number-words.ts";
import type { ChangeLine } from "@muster/sync/directory/change-line.ts";
import type { RowFinding } from "@muster/sync/directory/why/left-out.ts";
import type { LinkedRow } from "@muster/sync/directory/why/linked-rows.ts";
import type { SaidRow } from "@muster/sync/directory/why/said-row.ts";
import type { Subject } from "@muster/sync/directory/why/subject.ts";
import type { AbsentKind, AbsentWhy } from "@muster/sync/directory/why/why-absent.ts";
import type { MembershipWhy } from "@muster/sync/directory/why/why-membership.ts";
import type {
  ClassroomUnclear,
  ClassroomWhy,
  PersonWhy,
  SchoolWhy,
  WhyAnswer,
} from "@muster/sync/directory/why.ts";
import { linesShown } from "@muster/sync/directory/why.ts";
import { shellWord } from "../typed-command.ts";
import { droppedLines, findingLines } from "./dropped-lines.ts";
import { fieldLines } from "./field-lines.ts";
import { historyLine, rowPlace } from "./place-words.ts";

/**
 * An answer for people: who is meant, what was asked, and what brought it about.
 *
 * @param flag what proposed commands end with: ` --district NAME`, or nothing where there is one district
 */
export function whyLines(answer: WhyAnswer, flag: string): readonly string[] {
  switch (answer.kind) {
    case "person":
      return personLines(answer, flag);
    case "classroom":
      return classroomLines(answer);
    case "school":
      return [
        subjectLine(answer.subject),
        ...linkLines(answer.links),
        ...waitingLines(answer.waiting),
        ...historyLines(answer.journal),
      ];
    case "several":
    case "unknown":
      return unclearLines(answer, "Nobody and nothing here is", flag);
    default:
      return answer satisfies never;
  }
}

function subjectLine({ id, name, detail }: Subject): string {
  return `${name} (m-${id})${detail ? `: ${detail}` : ""}`;
}

function personLines(answer: PersonWhy, flag: string): readonly string[] {
  const { subject, person, links, membership, classroom, field, journal, waiting } = answer;
  const asked = [
    ...(membership === undefined ? [] : membershipLines(subject.name, membership, flag)),
    ...(classroom === undefined ? [] : unclearLines(classroom, "No class here is", flag)),
    ...(field === undefined ? [] : fieldLines(field)),
  ];
  if (asked.length > 0) return [subjectLine(subject), ...linkLines(links), "", ...asked];
  const memberships = person.memberships.filter(({ isInForce }) => isInForce);
  const families = person.guardianships.filter(({ status }) => status === "active");
  return [
    subjectLine(subject),
    ...linkLines(links),
    ...memberships.map(({ classroom: title, school, role }) => `  ${role} in ${title} at ${school}`),
    ...families.map(
      ({ other, name, relationship }) => `  ${other}: ${name}${relationship ? `, ${relationship}` : ""}`,
    ),
    ...waitingLines(waiting),
    ...historyLines(journal),
  ];
}

function membershipLines(name: string, membership: MembershipWhy, flag: string): readonly string[] {
  const { classroom, isThere, dropped, rows, errors, journal, waiting } = membership;
  return [
    isThere ? `${name} is in ${classroom.name}.` : `${name} is not in ${classroom.name}.`,
    ...(dropped === undefined ? [] : droppedLines(dropped, flag)),
    ...rows.map((row) => `  ${rowPlace(row)} ${rowSays(row)}`),
    ...(dropped?.step === "row-left-out" ? [] : leftOutLines(errors)),
    ...waiting.filter((line) => line !== lineOf(dropped)).map((line) => `  Waiting: ${historyLine(line)}`),
    ...historyLines(journal),
  ];
}

function rowSays({ isRead, isDeleted, isNewest }: SaidRow): string {
  if (!isRead) return "cannot be read";
  if (isDeleted) return "says that it is deleted";
  return isNewest ? "lists it" : "listed it";
}

/** A row that counts although it was left out of the newest files: without this, its standing looks like their word. */
function leftOutLines(errors: readonly RowFinding[]): readonly string[] {
  if (errors.length === 0) return [];
  const told = errors.flatMap(findingLines).map((line) => `    ${line}`);
  return ["  In the newest files its row was left out, and what it fed before stays:", ...told];
}

function lineOf(dropped: MembershipWhy["dropped"]): ChangeLine | undefined {
  return dropped !== undefined && "line" in dropped ? dropped.line : undefined;
}

function classroomLines({ subject, classroom, links, journal, waiting }: ClassroomWhy): readonly string[] {
  const members = Object.entries(classroom.members).map(([role, count]) => counted(count, role));
  return [
    subjectLine(subject),
    ...linkLines(links),
    `  ${members.length === 0 ? "nobody is in it" : members.join(", ")}`,
    ...waitingLines(waiting),
    ...historyLines(journal),
  ];
}

function linkLines(links: SchoolWhy["links"] | readonly LinkedRow[]): readonly string[] {
  return links.flatMap(({ source, sourcedId, row, errors }) => [
    row === undefined ? `  ${sourcedId} of ${source}` : `  ${sourcedId} of ${source}: ${linkPlace(row)}`,
    ...leftOutLines(errors),
  ]);
}

function linkPlace(row: SaidRow): string {
  if (!row.isRead) return `${rowPlace(row)}, cannot be read`;
  return row.isDeleted ? `${rowPlace(row)}, says that it is deleted` : rowPlace(row);
}

/** What a gate holds is the likeliest answer to "why is it not so". */
function waitingLines(waiting: readonly ChangeLine[]): readonly string[] {
  return waiting.length === 0
    ? []
    : [
        "",
        `Waiting for somebody to decide${isFull(waiting)}:`,
        ...waiting.map((line) => `  ${historyLine(line)}`),
      ];
}

/** Lists end at `linesShown`, which must be told: what is not shown did not fail to happen. */
function isFull(lines: readonly ChangeLine[]): string {
  return lines.length < linesShown ? "" : ` (the first ${lines.length}; there may be more)`;
}

function historyLines(journal: readonly ChangeLine[]): readonly string[] {
  return journal.length === 0
    ? []
    : [
        "",
        `What happened, newest first${isFull(journal)}:`,
        ...journal.map((line) => `  ${historyLine(line)}`),
      ];
}

function unclearLines(
  unclear: ClassroomUnclear | Extract<WhyAnswer, { readonly kind: "several" | "unknown" }>,
  nothing: string,
  flag: string,
): readonly string[] {
  if (unclear.kind === "several")
    return [
      `Several may be meant by ${unclear.written}. Name one by its number:`,
      ...unclear.choices.map((one) => `  ${subjectLine(one)}`),
      ...(unclear.isCut
        ? [`These are the first ${unclear.choices.length}; there may be more. Write more of the name.`]
        : []),
    ];
  return [
    `${nothing} called ${unclear.written}.`,
    ...unclear.absent.flatMap((absent) => absentLines(absent, flag)),
  ];
}

/** What the sources say of something that did not come in. */
function absentLines(absent: AbsentWhy, flag: string): readonly string[] {
  const { sourcedId, name, rows, dropped } = absent;
  return [
    ...(rows.length === 0
      ? []
      : [`  ${sourcedId}${name === "" ? "" : ` (${name})`}: ${rows.map(rowPlace).join("; ")}`]),
    ...droppedLines(dropped, flag),
    ...(dropped.step === "row-read" ? [`  ${readLine(absent, flag)}`] : []),
    ...namedLines(absent),
  ];
}

/** What a row comes to that was read, and that nothing of its own stands for in the directory. */
function readLine({ of, names }: AbsentWhy, flag: string): string {
  const { userSourcedId: user, classSourcedId: cls } = names;
  if (of === "enrollment" && user !== undefined && cls !== undefined)
    return `It puts ${user} into ${cls}:  npx muster why ${shellWord(user)} --class ${shellWord(cls)}${flag}`;
  if (of === "org") return `${readWords.org}${flag}`;
  return readWords[of];
}

const readWords: Readonly<Record<AbsentKind, string>> = {
  user: "Muster does not know why nobody here stands for it.",
  class: "Muster does not know why no class here stands for it.",
  enrollment: "It puts a person into a class.",
  org: "No school here is linked to it. See what can be linked:  npx muster school list",
  course: "Courses are not kept by themselves: classes name them.",
  academicSession: "Terms are not kept by themselves: classes have their days from them.",
  role: "It gives a person a role.",
  guardian: "It joins a guardian to a student.",
};

/** The rows that name it, with what became of each. */
function namedLines({ named, namedCount }: AbsentWhy): readonly string[] {
  const more = namedCount - named.length;
  return [
    ...named.flatMap(({ row, column, errors }) => [
      `  ${rowPlace(row)} names it as ${column}${errors.length === 0 ? "" : ", and was left out; what it fed before stays:"}`,
      ...errors.flatMap(findingLines).map((line) => `    ${line}`),
    ]),
    ...(more > 0 ? [`  and ${formatCount(more)} more ${more === 1 ? "row names" : "rows name"} it`] : []),
  ];
}
