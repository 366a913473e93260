import { approveCommand } from "@muster/rules/report/approve-command.ts";
import { counted } from "@muster/rules/report/number-words.ts";
import { type District, listDistricts } from "@muster/sync/directory/districts.ts";
import { readToConfirm } from "@muster/sync/directory/plan/read-to-confirm.ts";
import { listRuns } from "@muster/sync/directory/runs.ts";
import type { RunWorld } from "@muster/sync/run/sync-request.ts";
import type { Cli } from "../cli.ts";
import { clockTime } from "../clock-time.ts";
import { withWorld } from "../world.ts";
import { isUnfinishedPractice, playPractice } from "./play-practice.ts";

/** On first start: makes the practice district and lets it live through two days. Later: says what is there. */
export async function welcome(cli: Cli): Promise<void> {
  await withWorld(cli, (world) =>
    // Two starts in one home would write the practice files under each other's hands: the second waits, and looks anew.
    world.db.session(undefined, async (session) => {
      if (!(await session.lock("practice", false))) {
        cli.progress.note("Waiting for another start in this home");
        await session.lock("practice", true);
      }
      const districts = await listDistricts(world.db);
      const isFirst = districts.length === 0 || (await isUnfinishedPractice(world, districts));
      if (isFirst) await playPractice(cli, world, districts[0]);
      else await tellWhatIsThere(cli, world, districts);
    }),
  );
}

async function tellWhatIsThere(cli: Cli, world: RunWorld, districts: readonly District[]): Promise<void> {
  const { out, strong } = cli.terminal;
  out(strong(`Muster is ready: ${counted(districts.length, "district")} in ${cli.config.home}`));
  const waiting: string[] = [];
  for (const { districtId, name } of districts) {
    const runs = await listRuns(world.db, districtId, 20);
    const [last] = runs;
    const ended =
      last === undefined
        ? "no run yet"
        : `last run ${last.run} (${last.kind}, ${last.outcome ?? (last.state === "died" ? "died" : "under way")}) on ${clockTime(last.startedAt)}`;
    out(`  ${name}: ${ended}`);
    const held = runs.find((run) => run.waiting > 0 && run.planState === "partly_applied" && !run.isStale);
    const which = districts.length > 1 ? ` --district ${JSON.stringify(name)}` : "";
    const hash = held?.planHash;
    if (held === undefined || typeof hash !== "string") continue;
    const toConfirm = await world.db.read(districtId, (tx) => readToConfirm(tx, districtId, hash));
    waiting.push(
      `  npx muster ${approveCommand(hash, toConfirm)}${which}   ${counted(held.waiting, "change")} of run ${held.run} wait for you`,
    );
  }
  out("");
  out("What to type next:");
  for (const line of waiting) out(line);
  const which = districts.length > 1 ? ` --district ${JSON.stringify(districts[0]?.name)}` : "";
  out(`  npx muster run list${which}   what was done, when and by whom`);
  out("  npx muster doctor   versions, database, disk, and plans that wait");
  out("  npx muster help   all commands");
}
