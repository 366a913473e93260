import { folderOf, nameMeaning } from "@muster/oneroster/csv/file-names.ts";
import type { ReadProfile } from "@muster/oneroster/csv/read-profile.ts";
import type { Finding } from "@muster/rules/check/finding.ts";
import type { DatedEntry } from "../snapshot/fingerprint-input.ts";
import { inputFinding } from "../source/input-finding.ts";
import { type OpenedInput, openUpload } from "../source/upload/open-upload.ts";

/**
 * A roster whose guardians come from elsewhere (connect.md §10): of the other inputs guardians.csv alone is taken, and
 * it stands in place of the roster's own. Where none of them holds one that can be opened, the roster goes on without,
 * and families stay as they are (reliability G06).
 */
export async function openWithGuardians(
  path: string,
  guardianPaths: readonly string[],
  profile: ReadProfile,
): Promise<OpenedInput> {
  const opened: OpenedInput[] = [await openUpload(path)];
  const close = async (): Promise<void> => {
    for (const input of opened) await input.close();
  };
  try {
    for (const other of guardianPaths) opened.push(await openUpload(other));
  } catch (error) {
    await close();
    throw error;
  }
  const [main, ...others] = opened;
  if (main === undefined) throw new Error("the roster was opened first");
  const isGuardians = ({ path: name }: DatedEntry): boolean => {
    const meaning = nameMeaning(name, profile);
    return meaning.kind === "table" && meaning.table === "guardians";
  };
  const guardians = others.flatMap((input) => input.entries.filter(isGuardians));
  const [file] = guardians;
  const folder = folderOf(main.entries.find((entry) => /\.csv$/i.test(entry.path))?.path ?? "");
  const findings: Finding[] = [...main.findings];
  if (guardians.length !== 1) findings.push(inputFinding("guardian.source.unusable", "guardians.csv"));
  const entries = main.entries.filter((entry) => !isGuardians(entry));
  if (file !== undefined && guardians.length === 1)
    // Another system wrote it at another time: its age says nothing about the roster's.
    entries.push({
      ...file,
      path: folder === "" ? "guardians.csv" : `${folder}/guardians.csv`,
      modifiedAt: undefined,
    });
  return { entries, findings, close };
}
