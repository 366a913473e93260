import type { Outcome } from "@muster/rules/model/outcome.ts";
import { chooseDistrict, uploadSource } from "@muster/sync/directory/districts.ts";
import { runSync } from "@muster/sync/run/run-sync.ts";
import type { Cli } from "./cli.ts";
import type { DistrictOption } from "./district-option.ts";
import { printResult } from "./print-result.ts";
import { withWorld } from "./world.ts";

export interface SyncOptions extends DistrictOption {
  readonly json?: boolean;
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
    const sourceId = await uploadSource(world.db, districtId);
    const result = await runSync(world, { districtId, sourceId, ...upload, operator: cli.config.operator });
    cli.progress.end();
    await printResult(cli, world, district, result, {
      isJson: options.json === true,
      isPlanOnly: !upload.applies,
    });
    return result.outcome;
  });
}
