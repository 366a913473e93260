import assert from "node:assert/strict";
import { test } from "node:test";
import type { Command } from "commander";
import type { Cli } from "./cli.ts";
import { commandNames, namesWithoutDistrict } from "./command-names.ts";
import { readConfig } from "./config.ts";
import { makeProgram } from "./program.ts";

const quiet: Cli = {
  config: readConfig({}),
  terminal: {
    ...{ out: () => undefined, note: () => undefined, isWatched: false, strong: (text) => text },
    ...{ isHeard: () => true, outWidth: () => 100, noteWidth: () => 100 },
  },
  progress: { step: () => undefined, note: () => undefined, stage: () => undefined, end: () => undefined },
  interrupt: {
    heed: () => undefined,
    isAsked: () => false,
    signal: new AbortController().signal,
    passOn: () => undefined,
  },
};

/** `run list` for a command in a group; a group itself is no command. */
function namesOf(command: Command): readonly string[] {
  return command.commands.flatMap((one) =>
    one.commands.length === 0 ? [one.name()] : namesOf(one).map((name) => `${one.name()} ${name}`),
  );
}

test("the list of commands that documents may name is the list of commands there are", () => {
  const names = namesOf(makeProgram(quiet));
  assert.deepEqual([...names, "help"].sort(), [...commandNames].sort());
});

test("every command takes a district, but for those that speak of none", () => {
  const program = makeProgram(quiet);
  for (const name of commandNames.filter((one) => one !== "help")) {
    const command = name
      .split(" ")
      .reduce<Command | undefined>(
        (group, word) => group?.commands.find((one) => one.name() === word),
        program,
      );
    const takes = command?.options.some(({ long }) => long === "--district");
    assert.equal(takes, !namesWithoutDistrict.has(name), name);
  }
});

test("every command tells what it does", () => {
  const describe = (command: Command): void => {
    assert.notEqual(command.description(), "", command.name());
    command.commands.forEach(describe);
  };
  describe(makeProgram(quiet));
});
