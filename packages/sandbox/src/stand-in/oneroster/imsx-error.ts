import type { Answer } from "../http/route.ts";
import type { JsonRecord } from "./record-fields.ts";
import type { OneRosterVersion } from "./record-source.ts";

/** What can be refused, in 1.2's words. */
export type CodeMinor =
  | "invalid_filter_field"
  | "invalid_selection_field"
  | "invalid_sort_field"
  | "invaliddata"
  | "unauthorisedrequest"
  | "forbidden"
  | "unknownobject";

const statuses: Readonly<Record<CodeMinor, number>> = {
  invalid_filter_field: 400,
  invalid_selection_field: 400,
  invalid_sort_field: 400,
  invaliddata: 400,
  unauthorisedrequest: 401,
  forbidden: 403,
  unknownobject: 404,
};

/** REST 1.1 knows fewer of these words. */
const codes11: Readonly<Record<CodeMinor, string>> = {
  invalid_filter_field: "invaliddata",
  invalid_selection_field: "invalid_selection_field",
  invalid_sort_field: "invalid_sort_field",
  invaliddata: "invaliddata",
  unauthorisedrequest: "unauthorisedrequest",
  forbidden: "unauthorisedrequest",
  unknownobject: "unknownobject",
};

/** The body of an error: one object in 1.2, a list of them under `statusInfoSet` in 1.1. */
export function imsxBody(version: OneRosterVersion, minor: CodeMinor, description: string): JsonRecord {
  const value = version === "1.2" ? minor : codes11[minor];
  const field = { imsx_codeMinorFieldName: "TargetEndSystem", imsx_codeMinorFieldValue: value };
  const info = {
    imsx_codeMajor: "failure",
    imsx_severity: "error",
    imsx_description: description,
    imsx_CodeMinor: { imsx_codeMinorField: [field] },
  };
  if (version === "1.2") return info;
  return { statusInfoSet: [{ ...info, imsx_messageRefIdentifier: "sandbox" }] };
}

/** An error as a server of OneRoster gives it. */
export function imsxError(version: OneRosterVersion, minor: CodeMinor, description: string): Answer {
  return { status: statuses[minor], json: imsxBody(version, minor, description) };
}
