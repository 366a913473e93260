import { openDatabase } from "@muster/sync/database/database.ts";
import { makeFolder } from "@muster/sync/disk/make-folder.ts";
import { orStorageFault } from "@muster/sync/disk/storage-fault.ts";
import { openHomeKeys } from "@muster/sync/keys/home-keys.ts";
import type { RunWorld } from "@muster/sync/run/sync-request.ts";
import type { Cli } from "./cli.ts";

/**
 * Opens the database and the keys of the home for `work`, and closes them whatever happens: an embedded server that
 * nobody else uses stops with the command.
 *
 * @throws Fault `storage.path.*` for a home that cannot be made, and those of opening database and keys
 */
export async function withWorld<T>(cli: Cli, work: (world: RunWorld) => Promise<T>): Promise<T> {
  const { config, progress } = cli;
  await orStorageFault(makeFolder(config.home), config.home);
  const db = await openDatabase({
    home: config.home,
    ...(config.databaseUrl === undefined ? {} : { url: config.databaseUrl }),
    onProgress: progress.note,
  });
  try {
    const keys = await openHomeKeys(config.home);
    return await work({
      ...{ db, home: config.home, keys, now: () => new Date() },
      onStep: (step) => {
        cli.interrupt.heed(step);
        progress.step(step);
      },
      ...(config.crashAt === undefined ? {} : { onPoint: crashAt(config.crashAt) }),
    });
  } finally {
    progress.end();
    await db.close();
  }
}

/** Dies as a machine does that loses its power: no handler of ours runs. */
function crashAt(wanted: string): (point: string) => void {
  return (point) => {
    if (point === wanted) process.kill(process.pid, "SIGKILL");
  };
}
