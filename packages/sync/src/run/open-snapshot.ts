import type { RosterPackage } from "@muster/oneroster/csv/read-package.ts";
import type { Session } from "../database/database.ts";
import { nextNumber } from "../database/next-number.ts";
import { discardPending } from "../snapshot/discard-snapshot.ts";
import { dropSnapshot, storeWhileReading } from "../snapshot/snapshot-store.ts";
import type { Absence, Weighing } from "../snapshot/weighing.ts";
import type { CollectedInput } from "./collect-input.ts";
import { noteRun, type Run } from "./run.ts";
import type { Source } from "./source-row.ts";
import type { RunWorld } from "./sync-request.ts";

/** A snapshot that is about to be read: its number, its package, and the raw bytes on their way to disk. */
export interface OpenedSnapshot {
  readonly weighing: Weighing;
  readonly pack: RosterPackage;
  readonly raw: { readonly keep: () => Promise<void>; readonly drop: () => Promise<void> };
}

/** Takes back what older snapshots left pending and opens this one; its bytes are kept as they are read. */
export async function openSnapshot(
  session: Session,
  world: RunWorld,
  run: Run,
  source: Source,
  input: CollectedInput,
  absence: Absence,
): Promise<OpenedSnapshot> {
  const { districtId, sourceId } = source;
  if (input.pack === undefined) throw new Error("a rejected input is not opened");
  const pack = input.pack;
  const { snapshotId, discarded } = await session.write(async (tx) => {
    const old = await discardPending(tx, districtId, sourceId);
    const id = await nextNumber(tx, districtId, "snapshot");
    await tx.query(
      `insert into snapshot (district_id, snapshot_id, source_id, taken_at, content_hash, format, files, tables, standing)
       values ($1, $2, $3, $4, $5, $6, $7, '{}', 'pending')`,
      [districtId, id, sourceId, run.startedAt, input.contentHash, pack.format, JSON.stringify(input.files)],
    );
    await noteRun(tx, run, { stage: "read", snapshotId: id });
    return { snapshotId: id, discarded: old };
  });
  world.onPoint?.("opened");
  for (const old of discarded) await dropSnapshot(world.home, districtId, old);
  const kept = storeWhileReading(world.home, world.keys, districtId, snapshotId, input.entries);
  const entryOf = new Map(kept.entries.map((entry) => [entry.path, entry]));
  const files = pack.files.map((file) => ({ ...file, entry: entryOf.get(file.entry.path) ?? file.entry }));
  return {
    weighing: { ...weighingOf(source), snapshotId, absence },
    pack: { ...pack, files },
    raw: {
      keep: () => {
        world.onPoint?.("read");
        return kept.finish();
      },
      drop: () => kept.abandon(),
    },
  };
}

function weighingOf(source: Source): Omit<Weighing, "snapshotId" | "absence"> {
  const { districtId, sourceId, today, lastDay, needsFull } = source;
  return { districtId, sourceId, today, lastDay, isFull: needsFull };
}
