import type { ReadProfile } from "@muster/oneroster/csv/read-profile.ts";
import { DamagedInput } from "@muster/sync/source/damaged-input.ts";
import { openUpload } from "@muster/sync/source/upload/open-upload.ts";
import type { Cli } from "../cli.ts";
import { checkOffline, type OfflineReport } from "./check-offline.ts";
import { startFindingTally } from "./finding-tally.ts";

/** Checks a folder, ZIP or file on disk, telling how far it is. */
export async function checkUpload(cli: Cli, path: string, how: ReadProfile): Promise<OfflineReport> {
  const { progress, interrupt } = cli;
  progress.step({ stage: "collect", what: path });
  const input = await openUpload(path);
  try {
    if (input.findings.length > 0) {
      const tally = startFindingTally();
      for (const finding of input.findings) tally.add(finding);
      return { format: "unknown", files: [], setAside: [], findings: tally.groups(), isRejected: true };
    }
    const sizes = new Map(input.entries.map((entry) => [entry.path, entry.size]));
    return await checkOffline(input.entries, {
      profile: { encoding: how.encoding, dates: how.dates, listSeparator: how.listSeparator },
      findingIn: (error) => (error instanceof DamagedInput ? error.finding : undefined),
      onBytes: (file, bytes) => {
        const step = { stage: "read", what: file, done: bytes, of: sizes.get(file) ?? bytes } as const;
        interrupt.heed(step);
        progress.step(step);
      },
    });
  } finally {
    progress.end();
    await input.close();
  }
}
