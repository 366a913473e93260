import { readFileSync } from "node:fs";
import path from "node:path";
import { type Database, openDatabase } from "../database/database.ts";
import { openHomeKeys } from "../keys/home-keys.ts";
import { runSync } from "./run-sync.ts";
import type { RunWorld } from "./sync-request.ts";
import { watchStatements } from "./test-statements.ts";
import { undoRun } from "./undo-run.ts";

/** What another process is told to do, as JSON in its first argument. */
export interface ChildOrder {
  readonly home: string;
  readonly districtId: number;
  /** A folder to be synced, or the run to be undone. */
  readonly work: { readonly sync: string; readonly sourceId: number } | { readonly undo: number };
  /** Where it dies: a crash point, or in the midst of a COPY whose statement begins so. */
  readonly diesAt?: { readonly point: string } | { readonly copy: string };
  /** Who dies there: the process itself, or the database server under it. */
  readonly victim?: "process" | "server";
}

/** Does as ordered and prints the outcome; dies where it is told to. */
async function obey(order: ChildOrder): Promise<void> {
  const opened = await openDatabase({ home: order.home });
  const db = watched(opened, order);
  const keys = await openHomeKeys(order.home);
  const world: RunWorld = {
    ...{ db, home: order.home, keys, now: () => new Date("2026-09-02T03:00:00Z"), onStep: () => undefined },
    onPoint: (point) => {
      if (order.diesAt !== undefined && "point" in order.diesAt && order.diesAt.point === point) die(order);
    },
  };
  const { districtId } = order;
  const { outcome, run } =
    "undo" in order.work
      ? await undoRun(world, { districtId, runId: order.work.undo, operator: "child", applies: true })
      : await runSync(world, {
          ...{ districtId, sourceId: order.work.sourceId, path: order.work.sync },
          ...{ operator: "child", applies: true },
        });
  process.stdout.write(`${JSON.stringify({ outcome, run })}\n`);
  await db.close();
}

function watched(db: Database, order: ChildOrder): Database {
  const { diesAt } = order;
  if (diesAt === undefined || !("copy" in diesAt)) return db;
  return watchStatements(db, {
    onCopyHalf: (sql) => {
      if (sql.startsWith(diesAt.copy)) die(order);
    },
  });
}

/** SIGKILL: nobody gets to tidy up. */
function die({ home, victim }: ChildOrder): void {
  if (victim !== "server") {
    process.kill(process.pid, "SIGKILL");
    // The signal may take a moment to arrive; nothing may happen in it.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }
  const pid = readFileSync(path.join(home, "postgres", "postmaster.pid"), "utf8").split("\n")[0];
  process.kill(Number(pid), "SIGKILL");
}

await obey(JSON.parse(process.argv[2] ?? "{}"));
