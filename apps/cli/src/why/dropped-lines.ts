import { type Finding, type FindingCode, severityOf } from "@muster/rules/check/finding.ts";
import { findingMessage } from "@muster/rules/report/message.ts";
import { listWords } from "@muster/rules/report/number-words.ts";
import type { Dropped } from "@muster/sync/directory/why/dropped.ts";
import type { RowFinding } from "@muster/sync/directory/why/left-out.ts";
import { clockTime } from "../clock-time.ts";
import { historyLine } from "./place-words.ts";

/** The first step that dropped somebody or something, in words, and what can be done about it. */
export function droppedLines(dropped: Dropped): readonly string[] {
  return dropLines(dropped).map((line) => `  ${line}`);
}

function dropLines(dropped: Dropped): readonly string[] {
  switch (dropped.step) {
    case "not-listed":
      return [`The newest files do not list it.${lastSeen(dropped.lastSeenAt)}`];
    case "row-left-out":
      return [
        "Its row was left out, so whatever it fed before stays:",
        ...dropped.findings.flatMap(findingLines),
      ];
    case "school-not-linked":
      return [
        `Its school is linked to nothing here${orgNames(dropped.orgs)}.`,
        "See what can be linked:  npx muster school list",
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
      return waitingLines(dropped);
  }
}

type Waiting = Exclude<
  Dropped,
  {
    readonly step:
      | "not-listed"
      | "row-left-out"
      | "school-not-linked"
      | "school-archived"
      | "classroom-archived"
      | "person-archived"
      | "ended-by-date";
  }
>;

function waitingLines(dropped: Waiting): readonly string[] {
  switch (dropped.step) {
    case "held":
      return [
        `It is planned, and held: ${listWords(dropped.line.gates)}.`,
        `To let it through:  npx muster apply ${dropped.line.planHash.slice(0, 12)} --approve --reason "why"`,
      ];
    case "waits":
      return [
        "It is planned, and nobody has applied the plan yet.",
        `To apply it:  npx muster apply ${dropped.line.planHash.slice(0, 12)}`,
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
    case "next-sync":
      return ["Nothing speaks against it: the next sync brings it."];
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

function orgNames(orgs: readonly { readonly sourcedId: string; readonly name: string }[]): string {
  return orgs.length === 0
    ? ""
    : ` (${listWords(orgs.map(({ sourcedId, name }) => `${sourcedId} ${name}`))})`;
}

function findingLines(stored: RowFinding): readonly string[] {
  const { what, where, fix, code } = findingMessage(findingOf(stored));
  return [`${what}  [${code}]`, `${where}`, fix];
}

/** The table holds what was written from findings, and nothing else. */
function findingOf({ code, file, line, sourcedId, facts }: RowFinding): Finding {
  const known = code as FindingCode;
  const place = { file, line: line ?? undefined, record: undefined, column: undefined };
  return { code: known, severity: severityOf(known), ...place, sourcedId: sourcedId ?? undefined, facts };
}
