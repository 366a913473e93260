import { refusalWords } from "@muster/rules/report/wording/refusal-words.ts";
import type { Edited } from "@muster/sync/run/edit/edited.ts";
import type { RunWorld } from "@muster/sync/run/sync-request.ts";
import type { Cli } from "./cli.ts";
import { type DistrictOption, findDistrict } from "./district-option.ts";
import { type ExitCode, exitCodes } from "./exit-code.ts";
import { printJson } from "./print.ts";
import { districtFlagFor } from "./typed-command.ts";
import { withWorld } from "./world.ts";

/** Does something by hand in a district, and tells what became of it and how to take it back. */
export async function doByHand(
  cli: Cli,
  options: DistrictOption & { readonly json?: boolean },
  deed: (
    world: RunWorld,
    by: { readonly districtId: number; readonly operator: string },
  ) => Promise<{ readonly done: Edited; readonly says: string }>,
): Promise<ExitCode> {
  const { done, says, flag } = await withWorld(cli, async (world) => {
    const district = await findDistrict(world, options);
    const by = { districtId: district.districtId, operator: cli.config.operator };
    return { ...(await deed(world, by)), flag: await districtFlagFor(world, district) };
  });
  if (options.json === true) printJson(cli.terminal, { ...done });
  else for (const line of linesOf(done, says, flag)) cli.terminal.out(line);
  return done.refused.length > 0 ? exitCodes.notAllowed : exitCodes.done;
}

function linesOf({ run, changes, refused }: Edited, says: string, flag: string): readonly string[] {
  if (refused.length > 0) return ["Nothing was changed.", ...refused.map(({ code }) => refusalWords[code])];
  if (changes === 0) return ["It was so already. Nothing was changed."];
  return [says, `Run ${run}. To take it back:  npx muster undo ${run} --apply${flag}`];
}
