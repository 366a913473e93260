import { type Finding, type FindingCode, severityOf } from "@muster/rules/check/finding.ts";
import { findingMessage } from "@muster/rules/report/message.ts";
import { listWords } from "@muster/rules/report/number-words.ts";
import type { Dropped, SearchedFiles, UnlistedSchool } from "@muster/sync/directory/why/dropped.ts";
import type { RowFinding } from "@muster/sync/directory/why/left-out.ts";
import { clockTime } from "../clock-time.ts";
import { shellWord } from "../typed-command.ts";
import { historyLine, rowPlace } from "./place-words.ts";

/**
 * The first step that dropped somebody or something, in words, and what can be done about it.
 *
 * @param flag what proposed commands end with: ` --district NAME`, or nothing where there is one district
 */
export function droppedLines(dropped: Dropped, flag: string): readonly string[] {
  return dropLines(dropped, flag).map((line) => `  ${line}`);
}

function dropLines(dropped: Dropped, flag: string): readonly string[] {
  switch (dropped.step) {
    case "not-listed":
      return notListedLines(dropped);
    case "row-left-out":
    case "row-deleted":
    case "row-read":
      return rowLines(dropped);
    case "school-not-listed":
      return schoolLines(dropped.orgs, flag);
    case "filed-under-district":
      return [
        `It is filed under the district itself${orgNames(dropped.orgs)}, and only schools have classes here.`,
        "Ask for the ID of its school to be sent in schoolSourcedId.",
      ];
    case "school-not-linked":
      return [
        `Its school is linked to nothing here${orgNames(dropped.orgs)}.`,
        `See what can be linked:  npx muster school list${flag}`,
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
      return waitingLines(dropped, flag);
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
      | "filed-under-district"
      | "school-not-linked"
      | "school-archived"
      | "classroom-archived"
      | "person-archived"
      | "ended-by-date";
  }
>;

function waitingLines(dropped: Waiting, flag: string): readonly string[] {
  switch (dropped.step) {
    case "held":
      return [
        `It is planned, and held: ${listWords(dropped.line.gates)}.`,
        `To let it through:  npx muster apply ${dropped.line.planHash.slice(0, 12)} --approve --reason "why"${flag}`,
      ];
    case "waits":
      return [
        "It is planned, and nobody has applied the plan yet.",
        `To apply it:  npx muster apply ${dropped.line.planHash.slice(0, 12)}${flag}`,
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
      return ["A person took it back:", historyLine(dropped.line)];
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

function lastSeen(instant: string | undefined): string {
  return instant === undefined ? "" : ` They were last listed in the files of ${clockTime(instant)}.`;
}

type Step<S extends Dropped["step"]> = Extract<Dropped, { readonly step: S }>;

function notListedLines({ lastSeenAt, searched }: Step<"not-listed">): readonly string[] {
  if (searched === undefined) return [`The newest files do not list it.${lastSeen(lastSeenAt)}`];
  if (searched.length === 0) return ["No files have come yet, so there was nothing to look in."];
  return [...searched.flatMap(searchedLines), "By name, only what was taken in from the files is found."];
}

/** What was looked at, and what could not be: "nowhere" is said of nothing else. */
function searchedLines({ source, takenAt, files, notKept, isDelta }: SearchedFiles): readonly string[] {
  const which = `the newest files of ${source}, of ${clockTime(takenAt)}`;
  return [
    ...(files.length === 0 ? [] : [`No row has it as its ID in ${listWords(files)} of ${which}.`]),
    ...(notKept.length === 0
      ? []
      : [`Not looked at, for it is no longer kept: ${listWords(notKept)} of ${which}.`]),
    ...(isDelta ? ["These files bring only what changed."] : []),
  ];
}

function rowLines(dropped: Step<"row-left-out" | "row-deleted" | "row-read">): readonly string[] {
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

function schoolLines(schools: readonly UnlistedSchool[], flag: string): readonly string[] {
  return schools.flatMap(({ sourcedId, rows }) =>
    rows.length === 0
      ? [`It is filed under the school ${sourcedId}, which has no row among the schools of the newest files.`]
      : [
          `It is filed under the school ${sourcedId}, which was not taken in: ${rows.map(rowPlace).join("; ")}.`,
          `To see why:  npx muster why ${shellWord(sourcedId)}${flag}`,
        ],
  );
}

function orgNames(orgs: readonly { readonly sourcedId: string; readonly name: string }[]): string {
  return orgs.length === 0
    ? ""
    : ` (${listWords(orgs.map(({ sourcedId, name }) => `${sourcedId} ${name}`))})`;
}

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
