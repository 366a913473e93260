import { chooseDistrict, type District, listDistricts } from "@muster/sync/directory/districts.ts";
import type { RunWorld } from "@muster/sync/run/sync-request.ts";
import type { Command } from "commander";
import { UsageError } from "./usage-error.ts";

export interface DistrictOption {
  readonly district?: string;
}

/** `--district NAME`, which may be left out while there is one. */
export function addDistrictOption(command: Command): Command {
  return command.option("--district <name>", "which district; may be left out while there is one");
}

/**
 * The district a command means. Unlike a sync, looking at things makes no district.
 *
 * @throws UsageError where there is none yet; Fault `district.name.unknown`, `district.name.needed`
 */
export async function findDistrict(world: RunWorld, option: DistrictOption): Promise<District> {
  if (option.district === undefined && (await listDistricts(world.db)).length === 0)
    throw new UsageError(
      "There is no district yet.",
      "Sync a folder first (npx muster sync <folder>), or make one: npx muster district create <name>",
    );
  return chooseDistrict(world.db, option.district);
}
