import { type Finding, severityOf } from "@muster/rules/check/finding.ts";

/** A file of a set, by the table it holds. */
export interface DatedFile {
  readonly table: string;
  readonly path: string;
  /** When it was last written, ISO; undefined where nobody says. */
  readonly modifiedAt: string | undefined;
}

/** What changes daily is exported daily; a school's name may stay as it was written in August. */
const daily: ReadonlySet<string> = new Set(["users", "roles", "classes", "enrollments", "guardians"]);

/**
 * Points out a file that is much older than the newest of its set: users of today beside enrollments of last week.
 * It is read all the same: whoever hands files over may have mended one of them. Where nobody chose the files, a gate
 * holds what would come of them (reliability A07).
 *
 * @param windowHours how far apart the files of one export may be
 */
export function checkAges(files: readonly DatedFile[], windowHours: number): readonly Finding[] {
  const dated = files
    .flatMap(({ table, path, modifiedAt }) =>
      daily.has(table) && modifiedAt !== undefined ? [{ path, at: Date.parse(modifiedAt) }] : [],
    )
    .sort((a, b) => b.at - a.at);
  const [newest, ...others] = dated;
  if (newest === undefined) return [];
  return others
    .map(({ path, at }) => ({ path, hours: Math.round((newest.at - at) / 3_600_000) }))
    .filter(({ hours }) => hours > windowHours)
    .map(({ path, hours }): Finding => {
      const nowhere = { line: undefined, record: undefined, column: undefined, sourcedId: undefined };
      const code = "input.files.aged";
      return {
        code,
        severity: severityOf(code),
        file: path,
        ...nowhere,
        facts: { newest: newest.path, hours },
      };
    });
}
