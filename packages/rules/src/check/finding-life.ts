import { type FindingCode, severityOf } from "./finding.ts";

/**
 * How long a finding is open. `run`: every sync that reads the files tells it again, so it is open while the newest one
 * does. `row`: it is told when its row is read and not again while the row stays as it is, so it is open until then.
 *
 * Rows with an error keep no hash and are read by every sync; a row that was used is read again once it changes.
 */
export type FindingLife = "run" | "row";

/** Told of a record by every sync, whether its row was read or not. */
const toldAlways: ReadonlySet<FindingCode> = new Set([
  ...(["school.link.missing", "school.org.absent", "org.parent.missing", "org.parent.circular"] as const),
  ...(["school.files.none", "guardian.links.missing", "row.id.repeated", "row.id.unreadable"] as const),
]);

/** What codes are about that come with a row of a file. */
const rowNouns =
  /^(?:row|value|org|session|class|user|role|enrollment|guardian\.(?!source)|adult|person|contact)\b/;

/** How long a finding of this code stays open. */
export function lifeOf(code: FindingCode): FindingLife {
  const severity = severityOf(code);
  if (severity === "blocking" || severity === "error" || toldAlways.has(code)) return "run";
  return rowNouns.test(code) ? "row" : "run";
}
