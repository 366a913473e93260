import { counted } from "@muster/rules/report/number-words.ts";
import type { ChangeLine } from "@muster/sync/directory/change-line.ts";
import type { LinkedRow } from "@muster/sync/directory/why/linked-rows.ts";
import type { Subject } from "@muster/sync/directory/why/subject.ts";
import type { AbsentWhy } from "@muster/sync/directory/why/why-absent.ts";
import type { MembershipWhy } from "@muster/sync/directory/why/why-membership.ts";
import type {
  ClassroomUnclear,
  ClassroomWhy,
  PersonWhy,
  SchoolWhy,
  WhyAnswer,
} from "@muster/sync/directory/why.ts";
import { droppedLines } from "./dropped-lines.ts";
import { fieldLines } from "./field-lines.ts";
import { historyLine, rowPlace } from "./place-words.ts";

/** An answer for people: who is meant, what was asked, and what brought it about. */
export function whyLines(answer: WhyAnswer): readonly string[] {
  switch (answer.kind) {
    case "person":
      return personLines(answer);
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
      return unclearLines(answer, "Nobody and nothing here is");
    default:
      return answer satisfies never;
  }
}

function subjectLine({ id, name, detail }: Subject): string {
  return `${name} (m-${id})${detail ? `: ${detail}` : ""}`;
}

function personLines(answer: PersonWhy): readonly string[] {
  const { subject, person, links, membership, classroom, field, journal, waiting } = answer;
  const asked = [
    ...(membership === undefined ? [] : membershipLines(subject.name, membership)),
    ...(classroom === undefined ? [] : unclearLines(classroom, "No class here is")),
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

function membershipLines(name: string, membership: MembershipWhy): readonly string[] {
  const { classroom, isThere, dropped, rows, journal, waiting } = membership;
  return [
    isThere ? `${name} is in ${classroom.name}.` : `${name} is not in ${classroom.name}.`,
    ...(dropped === undefined ? [] : droppedLines(dropped)),
    ...rows.map((row) => `  ${rowPlace(row)}${row.isRead ? " lists it" : " cannot be read"}`),
    ...waiting.filter((line) => line !== lineOf(dropped)).map((line) => `  Waiting: ${historyLine(line)}`),
    ...historyLines(journal),
  ];
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
  return links.map(({ source, sourcedId, row }) =>
    row === undefined ? `  ${sourcedId} of ${source}` : `  ${sourcedId} of ${source}: ${rowPlace(row)}`,
  );
}

/** What a gate holds is the likeliest answer to "why is it not so". */
function waitingLines(waiting: readonly ChangeLine[]): readonly string[] {
  return waiting.length === 0
    ? []
    : ["", "Waiting for somebody to decide:", ...waiting.map((line) => `  ${historyLine(line)}`)];
}

function historyLines(journal: readonly ChangeLine[]): readonly string[] {
  return journal.length === 0
    ? []
    : ["", "What happened, newest first:", ...journal.map((line) => `  ${historyLine(line)}`)];
}

function unclearLines(
  unclear: ClassroomUnclear | Extract<WhyAnswer, { readonly kind: "several" | "unknown" }>,
  nothing: string,
): readonly string[] {
  if (unclear.kind === "several")
    return [
      `Several may be meant by ${unclear.written}. Name one by its number:`,
      ...unclear.choices.map((one) => `  ${subjectLine(one)}`),
    ];
  return [`${nothing} called ${unclear.written}.`, ...unclear.absent.flatMap(absentLines)];
}

/** What the sources say of something that did not come in. */
function absentLines({ sourcedId, name, rows, dropped }: AbsentWhy): readonly string[] {
  return [
    ...(rows.length === 0
      ? []
      : [`  ${sourcedId}${name === "" ? "" : ` (${name})`}: ${rows.map(rowPlace).join("; ")}`]),
    ...droppedLines(dropped),
  ];
}
