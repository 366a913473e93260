import { type Finding, type FindingCode, severityOf } from "../../check/finding.ts";
import type { GateCode } from "../../gate/gate-codes.ts";
import type { Gate } from "../../gate/verdict.ts";
import { type RecordType, recordTypes, type SliceKind } from "../../model/entities.ts";
import { findingWords, gateWords } from "./all-words.ts";
import type { Facts } from "./told.ts";

/** Where codes that begin so are seen most often; the longest beginning counts. */
const files: Readonly<Record<string, string>> = {
  "package.": "",
  "manifest.": "manifest.csv",
  "manifest.file.absent-present": "courses.csv",
  "archive.": "roster.zip",
  "archive.entry.": "users.csv",
  "archive.entry.nested": "export.zip",
  "archive.method.": "users.csv",
  "input.": "roster.zip",
  "file.name.case": "Users.csv",
  "file.optional.unusable": "courses.csv",
  "file.rows.none": "classes.csv",
  "org.": "orgs.csv",
  "school.": "orgs.csv",
  "session.": "academicSessions.csv",
  "class.": "classes.csv",
  "role.": "roles.csv",
  "enrollment.": "enrollments.csv",
  "guardian.identity.": "guardians.csv",
  "guardian.student.": "guardians.csv",
  "guardian.details.": "guardians.csv",
};

function fileOf(code: string): string {
  const starts = Object.keys(files).filter((start) => code.startsWith(start));
  const longest = starts.reduce((best, start) => (start.length > best.length ? start : best), "");
  return files[longest] ?? "users.csv";
}

/** Columns that a sentence about the code cannot do without. */
const columns: Partial<Record<FindingCode, string>> = {
  "row.reference.missing": "userSourcedId",
  "user.name.missing": "givenName",
  "file.column.school-level": "orgSourcedIds",
};

/** A finding as this code comes, with the facts of its words' sample: for its page, and for tests. */
export function sampleFinding(code: FindingCode): Finding {
  const noun = code.slice(0, code.indexOf("."));
  const { sample } = findingWords[code];
  const column = columns[code] ?? sample["column" as keyof typeof sample];
  const file = fileOf(code);
  const isOfFile =
    noun === "package" || noun === "manifest" || noun === "archive" || noun === "input" || noun === "file";
  return {
    ...{ code, severity: severityOf(code), file, facts: plainFacts(sample) },
    line: isOfFile ? undefined : 812,
    record: isOfFile ? undefined : 811,
    column: typeof column === "string" ? column : undefined,
    sourcedId: undefined,
  };
}

/** A gate as this code comes; its sample carries the slice and the counts beside the facts. */
export function sampleGate(code: GateCode): Gate {
  const { type, kind, observed, limit, ...facts }: Facts = gateWords[code].sample;
  const recordType: RecordType | undefined = recordTypes.find((one) => one === type);
  const sliceKind = (["addition", "update", "removal"] as const).find(
    (one): one is SliceKind => one === kind,
  );
  const slice =
    recordType === undefined || sliceKind === undefined
      ? undefined
      : { type: recordType, schoolId: 1, kind: sliceKind, part: "" as const };
  return { code, slice, observed: Number(observed), limit: Number(limit), facts: plainFacts(facts) };
}

function plainFacts(facts: Facts): Readonly<Record<string, string | number>> {
  const plain = Object.entries(facts).filter(
    (entry): entry is [string, string | number] =>
      typeof entry[1] === "string" || typeof entry[1] === "number",
  );
  return Object.fromEntries(plain);
}
