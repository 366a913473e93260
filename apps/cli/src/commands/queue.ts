import { cancelSync } from "@muster/sync/queue/cancel-sync.ts";
import { type Errand, type ErrandSelection, listErrands } from "@muster/sync/queue/errands.ts";
import { openQueue, type Queue } from "@muster/sync/queue/queue.ts";
import { redriveDead } from "@muster/sync/queue/redrive.ts";
import { sweepUploads } from "@muster/sync/run/sweep-uploads.ts";
import type { RunWorld } from "@muster/sync/run/sync-request.ts";
import { askNow } from "@muster/sync/schedule/ask-now.ts";
import { pauseDistrict, readPause, resumeDistrict } from "@muster/sync/schedule/pauses.ts";
import type { Command } from "commander";
import { action } from "../action.ts";
import type { Cli } from "../cli.ts";
import { clockTime } from "../clock-time.ts";
import { addDistrictOption, type DistrictOption, findDistrict } from "../district-option.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { printJson, printTable } from "../print.ts";
import { readNumber } from "../read-number.ts";
import { namingDistrict } from "../typed-command.ts";
import { withWorld } from "../world.ts";

interface QueueOptions extends DistrictOption {
  readonly json?: boolean;
  readonly dead?: boolean;
  readonly reason?: string;
}

export function addQueue(program: Command, cli: Cli): void {
  const group = program
    .command("queue")
    .summary("syncs that wait, run, or cannot be done")
    .description("What was asked for and is not done, or cannot be done as things stand.");
  const add = (usage: string, description: string): Command =>
    addDistrictOption(group.command(usage).description(description));
  add("list", "Lists the newest syncs that were asked for, and how far they are.")
    .option("--dead", "only those that nobody can do as things stand")
    .option("--json", "print it as JSON")
    .action(action(cli, (options: QueueOptions, _command: Command) => list(cli, options)));
  add("add", "Asks for the sync of a source; whichever worker is free does it.")
    .argument("<source>", "the number of the source", readNumber)
    .action(
      action(cli, (source: number, options: QueueOptions, _command: Command) => ask(cli, source, options)),
    );
  add("cancel", "Cancels the sync of a source that waits or is at work.")
    .argument("<source>", "the number of the source", readNumber)
    .action(
      action(cli, (source: number, options: QueueOptions, _command: Command) => cancel(cli, source, options)),
    );
  add("redrive", "Asks anew for the syncs that could not be done.").action(
    action(cli, (options: QueueOptions, _command: Command) => redrive(cli, options)),
  );
  add("pause", "Pauses the district: nothing of it is synced until it is resumed.")
    .requiredOption("--reason <text>", "why, for whoever looks at it later")
    .action(action(cli, (options: QueueOptions, _command: Command) => pause(cli, options)));
  add("resume", "Resumes a paused district.").action(
    action(cli, (options: QueueOptions, _command: Command) => resume(cli, options)),
  );
}

async function list(cli: Cli, options: QueueOptions): Promise<ExitCode> {
  const selection: ErrandSelection = options.dead === true ? "dead" : "newest";
  const { errands, paused } = await withWorld(cli, async (world) => {
    const { districtId } = await findDistrict(world, options);
    return world.db.session(districtId, (session) =>
      session.read(async (tx) => ({
        errands: await listErrands(tx, districtId, selection),
        paused: await readPause(tx, districtId),
      })),
    );
  });
  if (options.json === true) {
    printJson(cli.terminal, { errands, paused: paused ?? null });
    return exitCodes.done;
  }
  if (paused !== undefined)
    cli.terminal.out(`Paused since ${clockTime(paused.pausedAt)} by ${paused.pausedBy}. ${paused.reason}`);
  if (errands.length === 0) cli.terminal.out("Nothing was asked for yet.");
  else
    printTable(
      cli.terminal,
      ["asked", "task", "source", "by", "state", "attempts", "outcome", "run"],
      errands.map((errand) => [
        ...[clockTime(errand.askedAt), errand.task, errand.sourceId, errand.askedBy, stateText(errand)],
        ...[errand.attempts, errand.outcome ?? errand.fault?.code ?? "", errand.runId ?? ""],
      ]),
    );
  return exitCodes.done;
}

function stateText({ state, progress }: Errand): string {
  return state === "running" && typeof progress.stage === "string" ? `${state}: ${progress.stage}` : state;
}

async function ask(cli: Cli, sourceId: number, options: QueueOptions): Promise<ExitCode> {
  const { joined } = await withQueue(cli, async (world, queue) => {
    const { districtId } = await findDistrict(world, options);
    const asking = { districtId, sourceId, kind: "person", askedBy: cli.config.operator } as const;
    return askNow(queue, asking, world.now());
  });
  const says = joined === "nothing" ? "Asked for. See how far it is" : `It is ${joined} already`;
  cli.terminal.out(namingDistrict(`${says}: npx muster queue list`, options.district));
  return exitCodes.done;
}

async function cancel(cli: Cli, sourceId: number, options: QueueOptions): Promise<ExitCode> {
  const cancelled = await withQueue(cli, async (world, queue) => {
    const { districtId } = await findDistrict(world, options);
    const wish = { askedBy: cli.config.operator, at: world.now().toISOString() };
    const what = await world.db.session(districtId, (session) =>
      session.write((tx) => cancelSync(tx, queue, { districtId, sourceId }, wish)),
    );
    // Files that were brought for it belong to people: they are let go now.
    if (what.includes("waiting")) await sweepUploads({ ...world, queue }, districtId);
    return what;
  });
  if (cancelled.length === 0) cli.terminal.out("No sync of this source waits or is at work.");
  if (cancelled.includes("waiting")) cli.terminal.out("Cancelled before it began.");
  if (cancelled.includes("running"))
    cli.terminal.out(
      namingDistrict(
        "It is at work and told to stop. What it has committed by then stays: npx muster run list",
        options.district,
      ),
    );
  return exitCodes.done;
}

async function redrive(cli: Cli, options: QueueOptions): Promise<ExitCode> {
  const asked = await withQueue(cli, async (world, queue) => {
    const { districtId } = await findDistrict(world, options);
    const wish = { askedBy: cli.config.operator, at: world.now().toISOString() };
    return world.db.session(districtId, (session) =>
      session.write((tx) => redriveDead(tx, queue, districtId, wish)),
    );
  });
  cli.terminal.out(asked.length === 0 ? "Nothing is dead." : `Asked for anew: ${asked.length}.`);
  return exitCodes.done;
}

async function pause(cli: Cli, options: QueueOptions): Promise<ExitCode> {
  await withWorld(cli, async (world) => {
    const { districtId } = await findDistrict(world, options);
    const how = { by: cli.config.operator, reason: options.reason ?? "", at: world.now().toISOString() };
    await world.db.session(districtId, (session) =>
      session.write((tx) => pauseDistrict(tx, districtId, how)),
    );
  });
  cli.terminal.out("Paused. What is at work goes on to its end; nothing new begins.");
  return exitCodes.done;
}

async function resume(cli: Cli, options: QueueOptions): Promise<ExitCode> {
  const wasPaused = await withWorld(cli, async (world) => {
    const { districtId } = await findDistrict(world, options);
    return world.db.session(districtId, (session) => session.write((tx) => resumeDistrict(tx, districtId)));
  });
  cli.terminal.out(wasPaused ? "Resumed; the next start is at its usual time." : "It was not paused.");
  return exitCodes.done;
}

async function withQueue<T>(cli: Cli, work: (world: RunWorld, queue: Queue) => Promise<T>): Promise<T> {
  return withWorld(cli, async (world) => {
    const queue = await openQueue(world.db, { isWorker: false });
    try {
      return await work(world, queue);
    } finally {
      await queue.close();
    }
  });
}
