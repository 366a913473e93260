import type { TableName } from "@muster/oneroster/model/table-name.ts";
import type { HashCollector } from "./hash-collector.ts";
import { saveHashes } from "./hash-file.ts";
import { KnownHashes, withoutRepeats } from "./known-hashes.ts";
import { hashPath } from "./read-known.ts";
import type { SettledTable } from "./settle-snapshot.ts";
import { sortHashes } from "./sort-hashes.ts";

/** The hashes that a weighing holds in memory until its snapshot is settled. */
export interface HeldHashes {
  /** Undefined where the table was read whole. */
  readonly known: KnownHashes | undefined;
  readonly added: HashCollector;
  /** Of staged rows that were left out after all, packed. */
  readonly excluded: Uint32Array;
}

const none = new Uint32Array(0);

/** Brings the packed hashes of every settled table up to date, so that tomorrow's scan need not ask the database. */
export async function saveKnown(
  home: string,
  source: { readonly districtId: number; readonly sourceId: number },
  settled: readonly SettledTable[],
  held: ReadonlyMap<TableName, HeldHashes>,
): Promise<void> {
  for (const table of settled) {
    const hashes = held.get(table.table);
    if (hashes === undefined) continue;
    const unsettled = concat(hashes.excluded, table.forgotten);
    const added =
      unsettled.length === 0 ? hashes.added.packed() : without(hashes.added.packed().slice(), unsettled);
    const packed =
      hashes.known === undefined
        ? sorted(added)
        : hashes.known.nextBlocks(concat(table.gone, table.forgotten), added);
    await saveHashes(hashPath(home, source.districtId, source.sourceId, table.table), table.token, packed);
  }
}

function without(packed: Uint32Array, removed: Uint32Array): Uint32Array {
  return KnownHashes.fromPacked(packed).next(removed, none);
}

function sorted(packed: Uint32Array): Uint32Array {
  sortHashes(packed);
  return withoutRepeats(packed);
}

function concat(a: Uint32Array, b: Uint32Array): Uint32Array {
  const both = new Uint32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
