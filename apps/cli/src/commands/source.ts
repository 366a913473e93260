import {
  addSource as addConnection,
  changeSource,
  listSources,
} from "@muster/sync/connection/connections.ts";
import { kindOf } from "@muster/sync/connection/kind-of.ts";
import { lookAtSource, lookBeforeSaving } from "@muster/sync/connection/look-at-source.ts";
import { syncSource } from "@muster/sync/run/sync-source.ts";
import { assertSyncAllowed } from "@muster/sync/schedule/what-forbids.ts";
import { sourceKinds } from "@muster/sync/source/registry.ts";
import type { SourceKind, SourceValues } from "@muster/sync/source/source.ts";
import { type Command, InvalidArgumentError } from "commander";
import { action } from "../action.ts";
import type { Cli } from "../cli.ts";
import { addDistrictOption, type DistrictOption, findDistrict } from "../district-option.ts";
import { type ExitCode, exitCodeOfOutcome, exitCodeOfPlan, exitCodes } from "../exit-code.ts";
import { printJson, printTable } from "../print.ts";
import { printResult } from "../print-result.ts";
import { readNumber } from "../read-number.ts";
import { mayAsk } from "../source/ask-secret.ts";
import { addFieldOptions, type FieldOptions, readFieldValues } from "../source/field-options.ts";
import { assertEnabled, findSource } from "../source/find-source.ts";
import { sightingLines, sourceLines, sourceRow } from "../source/source-lines.ts";
import { fetchProgress, withSourceWorld } from "../source/with-source-world.ts";
import { namingDistrict } from "../typed-command.ts";
import { withWorld } from "../world.ts";
import { addSourceCheck } from "./source-check.ts";
import { addKey } from "./source-key.ts";
import { addRotate } from "./source-rotate.ts";

interface SourceOptions extends DistrictOption {
  readonly json?: boolean;
}

interface SetUpOptions extends SourceOptions {
  readonly name?: string;
  readonly startsAt?: string;
  readonly follows?: number;
  readonly separate?: boolean;
  readonly joins?: number;
  readonly test?: boolean;
}

/** Sources that Muster fetches from by itself: set up, looked at, enabled, in that order and never at once. */
export function addSource(program: Command, cli: Cli): void {
  const group = program
    .command("source")
    .summary("where the roster comes from by itself")
    .description("Where the roster comes from by itself. Save it, look at it, then enable it.");
  addKinds(group, cli);
  const add = (usage: string, description: string): Command =>
    addDistrictOption(group.command(usage).description(description).option("--json", "print it as JSON"));
  add("list", "Lists the district's sources.").action(
    action(cli, (options: SourceOptions, _command: Command) => list(cli, options)),
  );
  const one = (name: string, description: string, work: OnSource): void => {
    add(name, description)
      .argument("<source>", "its number in the list", readNumber)
      .action(action(cli, (id: number, options: SourceOptions, _command: Command) => work(cli, id, options)));
  };
  one("show", "Shows what a source knows; never its secrets.", show);
  one("test", "Connects, and tells what can be seen there. Changes nothing.", look);
  addSourceCheck(add, cli);
  one("pause", "Stops a source; what it brought stays.", pause);
  one("run", "Fetches from it now and syncs what came.", run);
  addKey(add, cli);
  addRotate(add, cli);
  addSet(add, cli);
}

type OnSource = (cli: Cli, sourceId: number, options: SourceOptions) => Promise<ExitCode>;

/** `source add <kind>`, each with flags for its own fields. */
function addKinds(group: Command, cli: Cli): void {
  const kinds = group.command("add").description("Saves a source as a draft; nothing is fetched yet.");
  for (const kind of sourceKinds.values()) {
    const command = kinds
      .command(kind.kind)
      .description(kind.label)
      .option("--name <name>", "what people call it")
      .option("--starts-at <hh:mm>", "when it runs each day, in the district's time zone", readTime)
      .option("--follows <source>", "it has the same IDs as that source and takes over from it", readNumber)
      .option("--separate", "its IDs are others than those of the source there is")
      .option("--joins <source>", "it brings the guardians of that source's syncs", readNumber)
      .option("--test", "connect and tell what can be seen there; save nothing")
      .option("--json", "print it as JSON");
    addDistrictOption(addFieldOptions(command, kind)).action(
      action(cli, (options: SetUpOptions & FieldOptions, _command: Command) => save(cli, kind, options)),
    );
  }
}

function readTime(text: string): string {
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(text))
    throw new InvalidArgumentError("It is a time of day, such as 02:30.");
  return text;
}

async function save(cli: Cli, kind: SourceKind, options: SetUpOptions & FieldOptions): Promise<ExitCode> {
  const values = await readFieldValues(kind, options, { mayAsk: mayAsk() });
  if (options.test === true) return tryOut(cli, kind, values, options);
  const sourceId = await withWorld(cli, async (world) => {
    const { districtId } = await findDistrict(world, options);
    return addConnection(world.db, world.keys, {
      ...{ districtId, kind, values, name: options.name ?? kind.label, startsAt: options.startsAt },
      ...{ follows: options.separate === true ? "separate" : options.follows, joins: options.joins },
    });
  });
  if (options.json === true) printJson(cli.terminal, { source: sourceId, state: "draft" });
  else {
    cli.terminal.out(`Saved as source ${sourceId}, a draft. Nothing has been fetched.`);
    const next =
      kind.kind === "drop" ? drop(sourceId) : `To see what is there:  npx muster source test ${sourceId}`;
    cli.terminal.out(namingDistrict(next, options.district));
  }
  return exitCodes.done;
}

function drop(sourceId: number): string {
  return `To make the account that uploads to it:  npx muster drop open ${sourceId}`;
}

/** A look with what was typed, before anything of it is saved. */
async function tryOut(
  cli: Cli,
  kind: SourceKind,
  values: SourceValues,
  options: SetUpOptions,
): Promise<ExitCode> {
  const sighting = await withSourceWorld(cli, async (world) => {
    const { districtId } = await findDistrict(world, options);
    return lookBeforeSaving(world, { districtId, kind, values }, fetchProgress(cli));
  });
  cli.progress.end();
  if (options.json === true) printJson(cli.terminal, { source: null, ...sighting });
  else {
    for (const line of sightingLines(sighting)) cli.terminal.out(line);
    cli.terminal.out("Nothing has been saved. To save it, type the same without --test.");
  }
  return exitCodes.done;
}

async function list(cli: Cli, options: SourceOptions): Promise<ExitCode> {
  const sources = await withWorld(cli, async (world) =>
    listSources(world.db, (await findDistrict(world, options)).districtId),
  );
  if (options.json === true) printJson(cli.terminal, { sources });
  else if (sources.length === 0) cli.terminal.out("There is no source yet: npx muster source add --help");
  else
    printTable(
      cli.terminal,
      ["source", "name", "kind", "state", "runs", "last fetch failed"],
      sources.map(sourceRow),
    );
  return exitCodes.done;
}

async function show(cli: Cli, sourceId: number, options: SourceOptions): Promise<ExitCode> {
  const source = await withWorld(cli, (world) => findSource(world, sourceId, options));
  if (options.json === true) printJson(cli.terminal, { ...source });
  else for (const line of sourceLines(source)) cli.terminal.out(line);
  return exitCodes.done;
}

async function look(cli: Cli, sourceId: number, options: SourceOptions): Promise<ExitCode> {
  const { source, sighting } = await withSourceWorld(cli, async (world) => {
    const found = await findSource(world, sourceId, options);
    const { districtId } = found;
    return {
      source: found,
      sighting: await lookAtSource(world, { districtId, sourceId }, fetchProgress(cli)),
    };
  });
  cli.progress.end();
  if (options.json === true) {
    printJson(cli.terminal, { source: sourceId, ...sighting });
    return exitCodes.done;
  }
  for (const line of sightingLines(sighting)) cli.terminal.out(line);
  if (source.state !== "enabled") {
    const next = [
      `To see what a sync would do:  npx muster source plan ${sourceId}`,
      `To let it run:  npx muster source enable ${sourceId}`,
    ];
    for (const line of next) cli.terminal.out(namingDistrict(line, options.district));
  }
  return exitCodes.done;
}

async function pause(cli: Cli, sourceId: number, options: SourceOptions): Promise<ExitCode> {
  await withSourceWorld(cli, async (world) => {
    const { districtId } = await findSource(world, sourceId, options);
    await changeSource(world, undefined, { districtId, sourceId }, { state: "paused" });
  });
  if (options.json === true) printJson(cli.terminal, { source: sourceId, state: "paused" });
  else cli.terminal.out(`Source ${sourceId} is paused.`);
  return exitCodes.done;
}

async function run(cli: Cli, sourceId: number, options: SourceOptions): Promise<ExitCode> {
  return syncNow(cli, sourceId, options, true);
}

async function syncNow(
  cli: Cli,
  sourceId: number,
  options: SourceOptions,
  applies: boolean,
): Promise<ExitCode> {
  return withSourceWorld(cli, async (world) => {
    const source = await findSource(world, sourceId, options);
    const district = await findDistrict(world, options);
    const { districtId } = source;
    if (applies) {
      await assertSyncAllowed(world.db, districtId, world.now());
      await assertEnabled(world, source, options);
    }
    const { operator } = cli.config;
    const onProgress = fetchProgress(cli);
    const result = await syncSource(world, { districtId, sourceId, operator, applies, onProgress });
    cli.progress.end();
    await printResult(cli, world, district, result, {
      isJson: options.json === true,
      isPlanOnly: !applies,
    });
    // Where a needed list did not come there is no plan to look at.
    const isAsked = !applies && result.plan !== undefined;
    return isAsked ? exitCodeOfPlan(result.outcome) : exitCodeOfOutcome(result.outcome);
  });
}

/** `source plan` and `source set`, which take more than a number. */
function addSet(add: (usage: string, description: string) => Command, cli: Cli): void {
  add("plan", "Fetches from it now and seals a plan; changes nothing in the directory.")
    .argument("<source>", "its number in the list", readNumber)
    .action(
      action(cli, (id: number, options: SourceOptions, _command: Command) =>
        syncNow(cli, id, options, false),
      ),
    );
  const command = add("set", "Changes a source. Other values make it a draft, to be looked at again.")
    .argument("<source>", "its number in the list", readNumber)
    .option("--name <name>", "what people call it")
    .option("--starts-at <hh:mm>", "when it runs each day, in the district's time zone", readTime)
    .option("--never-by-itself", "it runs when asked and at no other time");
  // Which flags a source has is known once it is found; every flag of every kind is taken here.
  const known = new Set(["name"]);
  for (const kind of sourceKinds.values())
    addFieldOptions(command, { ...kind, fields: kind.fields.filter(({ key }) => isNew(known, key)) });
  command.action(
    action(cli, (id: number, options: ChangeOptions & FieldOptions, _command: Command) =>
      change(cli, id, options),
    ),
  );
}

function isNew(known: Set<string>, key: string): boolean {
  const wasKnown = known.has(key);
  known.add(key);
  return !wasKnown;
}

interface ChangeOptions extends SourceOptions {
  readonly name?: string;
  readonly startsAt?: string;
  readonly neverByItself?: boolean;
}

async function change(cli: Cli, sourceId: number, options: ChangeOptions & FieldOptions): Promise<ExitCode> {
  const source = await withSourceWorld(cli, async (world) => {
    const found = await findSource(world, sourceId, options);
    const kind = found.kind === "upload" ? undefined : kindOf(world.kinds, found.kind);
    const values = kind === undefined ? {} : await readFieldValues(kind, options, { mayAsk: false });
    const { name, startsAt } = options;
    await changeSource(world, kind, found, {
      ...(name === undefined ? {} : { name }),
      ...(options.neverByItself === true ? { startsAt: null } : startsAt === undefined ? {} : { startsAt }),
      ...(Object.keys(values).length === 0 ? {} : { values }),
    });
    return findSource(world, sourceId, options);
  });
  if (options.json === true) printJson(cli.terminal, { ...source });
  else for (const line of sourceLines(source)) cli.terminal.out(line);
  return exitCodes.done;
}
