import { type Finding, type FindingCode, severityOf } from "../../check/finding.ts";
import type { Dropped, RowFinding, SearchedFiles, UnlistedSchool } from "../../model/why.ts";
import { findingMessage } from "../message.ts";
import { listWords } from "../number-words.ts";
import { historyWords, rowPlace } from "./history-words.ts";
import { type TellInstant, type WhyLine, whyLine } from "./why-line.ts";

/** The first step that dropped somebody or something, in words, and what can be done about it. */
export function droppedWords(dropped: Dropped, at: TellInstant): readonly WhyLine[] {
  return dropLines(dropped, at).map((line) => (typeof line === "string" ? whyLine(1, line) : line));
}

/** A text, or a line that leads on. */
type Told = readonly (string | WhyLine)[];

function dropLines(dropped: Dropped, at: TellInstant): Told {
  switch (dropped.step) {
    case "not-listed":
      return notListedLines(dropped, at);
    case "row-left-out":
    case "row-deleted":
    case "row-read":
      return rowLines(dropped);
    case "school-not-listed":
      return schoolLines(dropped.orgs, at);
    case "class-left-out":
      return [
        "Somebody took away its link to a class in Muster, so no sync takes it in.",
        "To take it in again, match it with a class of its school, or take it in as a new one.",
      ];
    case "class-not-fed":
      return ["No source feeds the class any more, so no row of a file puts anybody into it."];
    case "filed-under-district":
      return [
        `It is filed under the district itself${orgNames(dropped.orgs)}, and only schools have classes here.`,
        "Ask for the ID of its school to be sent in schoolSourcedId.",
      ];
    case "school-not-linked":
      return [
        `Its school is linked to nothing here${orgNames(dropped.orgs)}.`,
        whyLine(1, "See what can be linked", { do: "list-schools" }),
      ];
    case "school-archived":
      return [`Its school, ${dropped.school}, is closed.`];
    case "classroom-archived":
      return [`The class is closed: ${byWords[dropped.by ?? "unknown"]}.`];
    case "person-archived":
      return [`They are no ${dropped.role} here any more: ${byWords[dropped.by ?? "unknown"]}.`];
    case "ended-by-date":
      return [`The files say that it ended on ${dropped.endsOn}.`];
    default:
      return waitingLines(dropped, at);
  }
}

type Waiting = Exclude<
  Dropped,
  {
    readonly step:
      | "not-listed"
      | "row-left-out"
      | "row-deleted"
      | "row-read"
      | "school-not-listed"
      | "class-left-out"
      | "class-not-fed"
      | "filed-under-district"
      | "school-not-linked"
      | "school-archived"
      | "classroom-archived"
      | "person-archived"
      | "ended-by-date";
  }
>;

function waitingLines(dropped: Waiting, at: TellInstant): Told {
  switch (dropped.step) {
    case "held":
      return [
        `It is planned, and held: ${listWords(dropped.line.gates)}.`,
        whyLine(1, "To let it through", { do: "approve", planHash: dropped.line.planHash }),
      ];
    case "waits":
      return [
        "It is planned, and nobody has applied the plan yet.",
        whyLine(1, "To apply it", { do: "apply", planHash: dropped.line.planHash }),
      ];
    case "planned-stale":
      return [
        dropped.line.gates.length > 0
          ? `It was planned, and held: ${listWords(dropped.line.gates)}.`
          : "It was planned, and nobody applied the plan.",
        "The directory has changed since, so that plan is refused. The next sync plans it anew.",
      ];
    case "other-role":
      return [
        `The files list them as ${dropped.needed}; here they are ${listWords(dropped.holds) || "nothing of it"}.`,
      ];
    case "ended-by-hand":
      return ["A person took it back:", historyWords(dropped.line, at)];
    case "no-student-listed":
      return ["A guardian comes in with a student of theirs, and none of them is listed."];
    case "role-without-rights":
      return [`The role "${dropped.role}" gives nobody a place here.`];
    case "noticed":
      return ["Its row was read, and this was noticed about it:", ...dropped.findings.flatMap(findingLines)];
    case "next-sync":
      return [
        "Muster found nothing that keeps it out: not its row, its school, a plan that waits, or a change by hand.",
        "Look again after the next sync.",
      ];
    default:
      return dropped satisfies never;
  }
}

const byWords = {
  sync: "the files no longer list it",
  person: "a person decided so",
  undo: "an undo took it back",
  unknown: "it is not known who decided so",
} as const;

function lastSeen(instant: string | undefined, at: TellInstant): string {
  return instant === undefined ? "" : ` They were last listed in the files of ${at(instant)}.`;
}

type Step<S extends Dropped["step"]> = Extract<Dropped, { readonly step: S }>;

function notListedLines({ lastSeenAt, searched }: Step<"not-listed">, at: TellInstant): Told {
  if (searched === undefined) return [`The newest files do not list it.${lastSeen(lastSeenAt, at)}`];
  if (searched.length === 0) return ["No files have come yet, so there was nothing to look in."];
  return [
    ...searched.flatMap((files) => searchedLines(files, at)),
    "By name, only what was taken in from the files is found.",
  ];
}

/** What was looked at, and what could not be: "nowhere" is said of nothing else. */
function searchedLines({ source, takenAt, files, notKept, isDelta }: SearchedFiles, at: TellInstant): Told {
  const which = `the newest files of ${source}, of ${at(takenAt)}`;
  return [
    ...(files.length === 0 ? [] : [`No row has it as its ID in ${listWords(files)} of ${which}.`]),
    ...(notKept.length === 0
      ? []
      : [`Not looked at, for it is no longer kept: ${listWords(notKept)} of ${which}.`]),
    ...(isDelta ? ["These files bring only what changed."] : []),
  ];
}

function rowLines(dropped: Step<"row-left-out" | "row-deleted" | "row-read">): Told {
  switch (dropped.step) {
    case "row-left-out":
      return dropped.findings.length === 0
        ? ["Its row cannot be read, and no reason was noted for it. Whatever it fed before stays."]
        : [
            "Its row was left out, so whatever it fed before stays:",
            ...dropped.findings.flatMap(findingLines),
          ];
    case "row-deleted":
      return ["Its row says that it is deleted: its status is tobedeleted."];
    case "row-read":
      return ["Its row was read, and no error of it is known."];
    default:
      return dropped satisfies never;
  }
}

function schoolLines(schools: readonly UnlistedSchool[], at: TellInstant): Told {
  return schools.flatMap(({ sourcedId, rows }) =>
    rows.length === 0
      ? [`It is filed under the school ${sourcedId}, which has no row among the schools of the newest files.`]
      : [
          `It is filed under the school ${sourcedId}, which was not taken in: ${rows.map((row) => rowPlace(row, at)).join("; ")}.`,
          whyLine(1, "To see why", { do: "ask", who: sourcedId }),
        ],
  );
}

function orgNames(orgs: readonly { readonly sourcedId: string; readonly name: string }[]): string {
  return orgs.length === 0
    ? ""
    : ` (${listWords(orgs.map(({ sourcedId, name }) => `${sourcedId} ${name}`))})`;
}

/** A stored finding: what is wrong, where, and what to do. */
export function findingLines(stored: RowFinding): readonly string[] {
  const { what, where, fix, code } = findingMessage(findingOf(stored));
  return [`${what}  [${code}]`, `${where}`, fix];
}

/** The table holds what was written from findings, and nothing else. */
function findingOf({ code, file, line, sourcedId, facts }: RowFinding): Finding {
  const known = code as FindingCode;
  const place = { file, line: line ?? undefined, record: undefined, column: undefined };
  return { code: known, severity: severityOf(known), ...place, sourcedId: sourcedId ?? undefined, facts };
}
