import type { PackageEntry } from "@muster/oneroster/csv/package-entry.ts";
import type { ReadProfile } from "@muster/oneroster/csv/read-profile.ts";
import type { Finding } from "@muster/rules/check/finding.ts";
import { DamagedInput } from "@muster/sync/source/damaged-input.ts";
import { openUpload } from "@muster/sync/source/upload/open-upload.ts";
import type { Cli } from "../cli.ts";
import { checkOffline, type OfflineReport } from "./check-offline.ts";
import { startFindingTally } from "./finding-tally.ts";

/** Checks a folder, ZIP or file on disk, telling how far it is. */
export async function checkUpload(cli: Cli, path: string, how: ReadProfile): Promise<OfflineReport> {
  const { encoding, dates, listSeparator } = how;
  cli.progress.step({ stage: "collect", what: path });
  const input = await openUpload(path);
  try {
    if (input.findings.length > 0) return refused(input.findings);
    return await checkOffline(input.entries, {
      profile: { encoding, dates, listSeparator },
      findingIn: damageIn,
      onBytes: tellBytes(cli, input.entries),
    });
  } catch (error) {
    // Damage that shows while the package is recognised leaves nothing to check.
    const damage = damageIn(error);
    if (damage === undefined) throw error;
    return refused([damage]);
  } finally {
    cli.progress.end();
    await input.close();
  }
}

function damageIn(error: unknown): Finding | undefined {
  return error instanceof DamagedInput ? error.finding : undefined;
}

function refused(findings: readonly Finding[]): OfflineReport {
  const tally = startFindingTally();
  for (const finding of findings) tally.add(finding);
  return { format: "unknown", files: [], setAside: [], findings: tally.groups(), isRejected: true };
}

function tellBytes(
  { progress, interrupt }: Cli,
  entries: readonly PackageEntry[],
): (file: string, bytes: number) => void {
  const sizes = new Map(entries.map((entry) => [entry.path, entry.size]));
  return (file, bytes) => {
    const step = { stage: "read", what: file, done: bytes, of: sizes.get(file) ?? bytes } as const;
    interrupt.heed(step);
    progress.step(step);
  };
}
