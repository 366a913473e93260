import type { Outcome } from "@muster/rules/model/outcome.ts";
import { chooseDistrict, uploadSource } from "@muster/sync/directory/districts.ts";
import { runSync } from "@muster/sync/run/run-sync.ts";
import { schoolLinks } from "@muster/sync/run/school-links.ts";
import type { RunWorld } from "@muster/sync/run/sync-request.ts";
import { assertSyncAllowed } from "@muster/sync/schedule/what-forbids.ts";
import type { Absence } from "@muster/sync/snapshot/weighing.ts";
import type { Command } from "commander";
import type { Cli } from "./cli.ts";
import type { DistrictOption } from "./district-option.ts";
import { printResult } from "./print-result.ts";
import { readNumber } from "./read-number.ts";
import { withWorld } from "./world.ts";

export interface SyncOptions extends DistrictOption {
  readonly json?: boolean;
  readonly source?: number;
  readonly keepMissing?: boolean;
  readonly school?: string;
}

/** What the files speak of, where it is less than the whole of the district (connect.md §9.6). */
export function addUploadOptions(command: Command): Command {
  return command
    .option("--source <number>", "which source the files belong to, where there are several", readNumber)
    .option("--keep-missing", "whoever is not in the files has not left: they hold only what is new")
    .option("--school <school>", "the files speak of this school alone: its name, or its number in the list");
}

/** Syncs a folder, ZIP or file into a district (made where there is none yet), prints what came of it, and answers it. */
export async function syncUpload(
  cli: Cli,
  upload: { readonly path: string; readonly applies: boolean },
  options: SyncOptions,
): Promise<Outcome> {
  return withWorld(cli, async (world) => {
    const district = await chooseDistrict(world.db, options.district);
    const { districtId } = district;
    if (upload.applies) await assertSyncAllowed(world.db, districtId, world.now());
    const sourceId = await uploadSource(world.db, districtId, options.source);
    const result = await runSync(world, {
      ...{ districtId, sourceId, ...upload, operator: cli.config.operator },
      absence: await absenceOf(world, { districtId, sourceId }, options),
    });
    cli.progress.end();
    await printResult(cli, world, district, result, {
      isJson: options.json === true,
      isPlanOnly: !upload.applies,
    });
    return result.outcome;
  });
}

async function absenceOf(
  world: RunWorld,
  at: { readonly districtId: number; readonly sourceId: number },
  { keepMissing, school }: SyncOptions,
): Promise<Absence> {
  if (keepMissing === true) return "nothing";
  if (school === undefined) return "left";
  return schoolLinks(world.db, at, school);
}
