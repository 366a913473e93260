import type { RestVersion } from "../rest/dialect.ts";

/** Why a request is not answered, in the words of 1.2 and, for sorting, of 1.1. */
export type CodeMinor =
  | "invalid_filter_field"
  | "invalid_selection_field"
  | "invalid_sort_field"
  | "invaliddata"
  | "unauthorisedrequest"
  | "forbidden"
  | "server_busy"
  | "unknownobject"
  | "internal_server_error";

/** A refusal: what the standard calls it, and a sentence without anybody's data. */
export interface Refusal {
  readonly minor: CodeMinor;
  readonly says: string;
}

/** The HTTP status of each (oneroster-rest §5). */
export const statusOfMinor: Readonly<Record<CodeMinor, number>> = {
  invalid_filter_field: 400,
  invalid_selection_field: 400,
  invalid_sort_field: 400,
  invaliddata: 400,
  unauthorisedrequest: 401,
  forbidden: 403,
  unknownobject: 404,
  server_busy: 429,
  internal_server_error: 500,
};

/** Each version lacks some words of the other. */
const wordOf: Readonly<Record<RestVersion, Readonly<Partial<Record<CodeMinor, string>>>>> = {
  "1.1": {
    invalid_filter_field: "invaliddata",
    forbidden: "unauthorisedrequest",
    server_busy: "targetreadfailure",
    internal_server_error: "targetreadfailure",
  },
  "1.2": { invalid_sort_field: "invaliddata" },
};

/**
 * The body of an error. Of 1.1 there are readers that look for the object itself and readers that look for a list of
 * them under `statusInfoSet`: both find it.
 *
 * @param reference what 1.1 wants an answer to be named by
 */
export function statusInfo(version: RestVersion, { minor, says }: Refusal, reference: string): object {
  const field = {
    imsx_codeMinorFieldName: "TargetEndSystem",
    imsx_codeMinorFieldValue: wordOf[version][minor] ?? minor,
  };
  const info = {
    ...{ imsx_codeMajor: "failure", imsx_severity: "error", imsx_description: says },
    imsx_CodeMinor: { imsx_codeMinorField: [field] },
  };
  if (version === "1.2") return info;
  const named = { ...info, imsx_messageRefIdentifier: reference };
  return { ...named, statusInfoSet: [named] };
}
