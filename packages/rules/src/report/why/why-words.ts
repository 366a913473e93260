import type { AbsentKind, HistoryLine, RowFinding, SaidRow } from "../../model/why.ts";
import { counted, formatCount } from "../number-words.ts";
import { droppedWords, findingLines } from "./dropped-words.ts";
import { fieldWords } from "./field-words.ts";
import { historyWords, rowPlace } from "./history-words.ts";
import type {
  ToldAbsent,
  ToldLink,
  ToldMembership,
  ToldPerson,
  ToldRecord,
  ToldSubject,
  ToldUnclear,
  ToldWhy,
} from "./told-why.ts";
import { deeper, type TellInstant, type WhyLine, whyLine } from "./why-line.ts";

/** A list of changes of this length may be cut off. */
export const linesShown = 20;

/** An answer for people: who is meant, what was asked, and what brought it about. */
export function whyWords(answer: ToldWhy, at: TellInstant): readonly WhyLine[] {
  switch (answer.kind) {
    case "person":
      return personWords(answer, at);
    case "classroom": {
      const members = Object.entries(answer.classroom.members).map(([role, count]) => counted(count, role));
      const told = members.length === 0 ? "nobody is in it" : members.join(", ");
      return recordWords(answer, [whyLine(1, told)], at);
    }
    case "school":
      return recordWords(answer, [], at);
    case "several":
    case "unknown":
      return unclearWords(answer, "Nobody and nothing here is", at);
    default:
      return answer satisfies never;
  }
}

function recordWords(
  { subject, links, waiting, journal }: ToldRecord,
  own: readonly WhyLine[],
  at: TellInstant,
): readonly WhyLine[] {
  return [
    whyLine(0, subjectText(subject)),
    ...links.flatMap((link) => linkWords(link, at)),
    ...own,
    ...waitingWords(waiting, at),
    ...pastWords(journal, at),
  ];
}

function personWords(answer: ToldPerson, at: TellInstant): readonly WhyLine[] {
  const { subject, person, links } = answer;
  const asked = askedWords(answer, at);
  if (asked.length > 0)
    return [
      whyLine(0, subjectText(subject)),
      ...links.flatMap((link) => linkWords(link, at)),
      whyLine(0, ""),
      ...asked,
    ];
  const memberships = person.memberships.filter(({ isInForce }) => isInForce);
  const families = person.guardianships.filter(({ status }) => status === "active");
  const own = [
    ...memberships.map(({ classroom, school, role }) => `${role} in ${classroom} at ${school}`),
    ...families.map(
      ({ other, name, relationship }) => `${other}: ${name}${relationship ? `, ${relationship}` : ""}`,
    ),
  ];
  return recordWords(
    answer,
    own.map((text) => whyLine(1, text)),
    at,
  );
}

/** The answer to what was asked about a person, without who they are: of a class, of a field, or nothing. */
export function askedWords(
  {
    subject,
    membership,
    classroom,
    field,
  }: Omit<ToldPerson, keyof ToldRecord | "person" | "kind"> & Pick<ToldRecord, "subject">,
  at: TellInstant,
): readonly WhyLine[] {
  return [
    ...(membership === undefined ? [] : membershipWords(subject.name, membership, at)),
    ...(classroom === undefined ? [] : unclearWords(classroom, "No class here is", at)),
    ...(field === undefined ? [] : fieldWords(field, at)),
  ];
}

function subjectText({ id, name, detail }: ToldSubject): string {
  return `${name} (m-${id})${detail ? `: ${detail}` : ""}`;
}

function membershipWords(name: string, told: ToldMembership, at: TellInstant): readonly WhyLine[] {
  const { classroom, isThere, unfed, dropped, rows, errors, journal, waiting } = told;
  const itself = dropped !== undefined && "line" in dropped ? dropped.line : undefined;
  return [
    whyLine(0, isThere ? `${name} is in ${classroom.name}.` : `${name} is not in ${classroom.name}.`),
    ...(dropped === undefined ? [] : droppedWords(dropped, at)),
    ...(unfed === undefined ? [] : [whyLine(1, historyWords(unfed, at))]),
    ...rows.map((row) => whyLine(1, `${rowPlace(row, at)} ${rowSays(row)}`)),
    ...(dropped?.step === "row-left-out" ? [] : leftOutWords(errors)),
    ...waiting
      .filter((line) => line !== itself)
      .map((line) => whyLine(1, `Waiting: ${historyWords(line, at)}`)),
    ...pastWords(journal, at),
  ];
}

function rowSays({ isRead, isDeleted, isNewest }: SaidRow): string {
  if (!isRead) return "cannot be read";
  if (isDeleted) return "says that it is deleted";
  return isNewest ? "lists it" : "listed it";
}

/** A row that counts although it was left out of the newest files: without this, its standing looks like their word. */
function leftOutWords(errors: readonly RowFinding[]): readonly WhyLine[] {
  if (errors.length === 0) return [];
  const told = errors.flatMap(findingLines).map((text) => whyLine(2, text));
  return [whyLine(1, "In the newest files its row was left out, and what it fed before stays:"), ...told];
}

function linkWords({ source, sourcedId, row, errors }: ToldLink, at: TellInstant): readonly WhyLine[] {
  const told = `${sourcedId} of ${source}`;
  return [whyLine(1, row === undefined ? told : `${told}: ${linkPlace(row, at)}`), ...leftOutWords(errors)];
}

function linkPlace(row: SaidRow, at: TellInstant): string {
  if (!row.isRead) return `${rowPlace(row, at)}, cannot be read`;
  return row.isDeleted ? `${rowPlace(row, at)}, says that it is deleted` : rowPlace(row, at);
}

/** What a gate holds is the likeliest answer to "why is it not so". */
function waitingWords(waiting: readonly HistoryLine[], at: TellInstant): readonly WhyLine[] {
  return block(`Waiting for somebody to decide${isFull(waiting)}:`, waiting, at);
}

function pastWords(journal: readonly HistoryLine[], at: TellInstant): readonly WhyLine[] {
  return block(`What happened, newest first${isFull(journal)}:`, journal, at);
}

function block(title: string, lines: readonly HistoryLine[], at: TellInstant): readonly WhyLine[] {
  if (lines.length === 0) return [];
  return [whyLine(0, ""), whyLine(0, title), ...lines.map((line) => whyLine(1, historyWords(line, at)))];
}

/** Lists end at `linesShown`, which must be told: what is not shown did not fail to happen. */
function isFull(lines: readonly HistoryLine[]): string {
  return lines.length < linesShown ? "" : ` (the first ${lines.length}; there may be more)`;
}

function unclearWords(unclear: ToldUnclear, nothing: string, at: TellInstant): readonly WhyLine[] {
  if (unclear.kind === "several")
    return [
      whyLine(0, `Several may be meant by ${unclear.written}. Name one by its number:`),
      ...unclear.choices.map((one) => whyLine(1, subjectText(one))),
      ...(unclear.isCut
        ? [
            whyLine(
              0,
              `These are the first ${unclear.choices.length}; there may be more. Write more of the name.`,
            ),
          ]
        : []),
    ];
  return [
    whyLine(0, `${nothing} called ${unclear.written}.`),
    ...unclear.absent.flatMap((absent) => absentWords(absent, at)),
  ];
}

/** What the sources say of something that did not come in. */
function absentWords(absent: ToldAbsent, at: TellInstant): readonly WhyLine[] {
  const { sourcedId, name, rows, dropped } = absent;
  const places = rows.map((row) => rowPlace(row, at)).join("; ");
  return [
    ...(rows.length === 0 ? [] : [whyLine(1, `${sourcedId}${name === "" ? "" : ` (${name})`}: ${places}`)]),
    // A row that names it tells more than where it is not.
    ...namedWords(absent, at),
    ...droppedWords(dropped, at),
    ...(dropped.step === "row-read" ? [readLine(absent)] : []),
  ];
}

/** What a row comes to that was read, and that nothing of its own stands for in the directory. */
function readLine({ of, names }: ToldAbsent): WhyLine {
  const { userSourcedId: user, classSourcedId: cls } = names;
  if (of === "enrollment" && user !== undefined && cls !== undefined)
    return whyLine(1, `It puts ${user} into ${cls}`, { do: "ask", who: user, classroom: cls });
  if (of === "org")
    return whyLine(1, "No school here is linked to it. See what can be linked", { do: "list-schools" });
  return whyLine(1, readWords[of]);
}

const readWords: Readonly<Record<Exclude<AbsentKind, "org">, string>> = {
  user: "Muster does not know why nobody here stands for it.",
  class: "Muster does not know why no class here stands for it.",
  enrollment: "It puts a person into a class.",
  course: "Courses are not kept by themselves: classes name them.",
  academicSession: "Terms are not kept by themselves: classes have their days from them.",
  role: "It gives a person a role.",
  guardian: "It joins a guardian to a student.",
};

/** The rows that name it, with what became of each. */
function namedWords({ named, namedCount }: ToldAbsent, at: TellInstant): readonly WhyLine[] {
  const more = namedCount - named.length;
  return [
    ...named.flatMap(({ row, column, errors }) => [
      whyLine(
        1,
        `${rowPlace(row, at)} names it as ${column}${errors.length === 0 ? "" : ", and was left out; what it fed before stays:"}`,
      ),
      ...deeper(
        errors.flatMap(findingLines).map((text) => whyLine(1, text)),
        1,
      ),
    ]),
    ...(more > 0
      ? [whyLine(1, `and ${formatCount(more)} more ${more === 1 ? "row names" : "rows name"} it`)]
      : []),
  ];
}
