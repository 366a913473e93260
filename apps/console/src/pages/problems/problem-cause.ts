import type { listProblemRows, listProblems } from "@muster/api/resource/finding.ts";
import type { Answered } from "@muster/api/route.ts";

import { count } from "../../parts/words.ts";

export type Cause = Answered<typeof listProblems>["causes"][number];
export type CausePart = Cause["lead"];
export type ProblemRow = Answered<typeof listProblemRows>["items"][number];

/** What of the list is shown: kept in the address, so that it can be shared and come back to. */
export interface ProblemsSearch {
  /** The cause that is open, as `causeKey` writes it. */
  readonly open?: string;
  /** The code of the part whose rows are shown. */
  readonly rows?: string;
  readonly notes?: boolean;
  readonly muted?: boolean;
}

/** What stands for a cause in an address. */
export function causeKey({ source, code, file }: Pick<Cause, "source" | "code" | "file">): string {
  return `${source.sourceId}~${code}~${file}`;
}

/** What a part is, with how many there are where its sentence does not say so. */
export function partName({ what, count: findings }: CausePart): string {
  const told = count(findings);
  return what.includes(told) ? what : `${what} (${told})`;
}
