import { mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import type { DistrictPlan } from "@muster/sandbox/district-plan.ts";
import { addSource, changeSource } from "@muster/sync/connection/connections.ts";
import { lookAtSource } from "@muster/sync/connection/look-at-source.ts";
import type { SourceWorld } from "@muster/sync/connection/source-world.ts";
import { createDistrict } from "@muster/sync/directory/districts.ts";
import { askForSync } from "@muster/sync/queue/ask-for-sync.ts";
import type { ErrandIds, Queue } from "@muster/sync/queue/queue.ts";
import { folderSource } from "@muster/sync/source/folder/folder-source.ts";
import { startJob } from "../start-job.ts";

/** About 400 records: one school. */
export const smallPlan: DistrictPlan = {
  ...{ seed: 7, schools: 1, students: 60, guardians: 72, staff: 8, classes: 24, enrollments: 240 },
  startYear: 2026,
};

/**
 * Districts that share their folders of files, each with a source of its own. Small ones have names, ids and hashes of
 * their own in the database; only what they send is alike, so that two hundred of them are ready in a moment.
 */
export interface Neighbours {
  /** A district whose source reads that folder. */
  readonly settle: (name: string, folder: string) => Promise<ErrandIds>;
  /** Asks for the syncs of all of them, as the clock does. @returns when they were due, in ms */
  readonly ask: (districts: readonly ErrandIds[]) => Promise<number>;
}

export function openNeighbours(world: SourceWorld, queue: Queue): Neighbours {
  const settle = async (name: string, folder: string): Promise<ErrandIds> => {
    const { districtId } = await createDistrict(world.db, name);
    const sourceId = await addSource(world.db, world.keys, {
      ...{ districtId, kind: folderSource, name: "files", follows: undefined, joins: undefined },
      ...{ startsAt: undefined, values: { path: folder, "quiet-seconds": "0" } },
    });
    const ids = { districtId, sourceId };
    await lookAtSource(world, ids, () => undefined);
    await changeSource(world, folderSource, ids, { state: "enabled" });
    return ids;
  };
  const ask = async (districts: readonly ErrandIds[]): Promise<number> => {
    const due = Date.now();
    const at = new Date(due).toISOString();
    for (const ids of districts)
      await queue.reserve.session(ids.districtId, (session) =>
        session.write((tx) => askForSync(tx, queue, { ...ids, kind: "schedule", askedBy: "schedule", at })),
      );
    return due;
  };
  return { settle, ask };
}

/** The files of one district on its first day and on so many after, of which one at a time lies in its folder. */
export interface FileDays {
  readonly folder: string;
  /** Puts the next day's files into the folder. */
  readonly turn: () => Promise<void>;
}

/** Writes a district's files. On each day one record in a hundred differs from the day before. */
export async function writeFileDays(folder: string, plan: DistrictPlan, days: number): Promise<FileDays> {
  await mkdir(folder, { recursive: true });
  const every = path.join(folder, "days");
  const seeds = Array.from({ length: days }, (_, n) => ({ seed: n + 1, shareChanged: 0.01 }));
  await startJob({ job: "write", plan, days: seeds, folder: every, shuffles: false });
  const current = path.join(folder, "current");
  let day = 0;
  const turn = async (): Promise<void> => {
    await rm(current, { recursive: true, force: true });
    await rename(path.join(every, String(day)), current);
    day += 1;
  };
  await turn();
  return { folder: current, turn };
}
