import { Fault } from "../fault.ts";
import type { Sighting, SourceKind, SourceProgress, SourceValues } from "../source/source.ts";
import { noteLook, type OpenedSource, openSource } from "./connections.ts";
import { kindOf } from "./kind-of.ts";
import { namingSource } from "./naming-source.ts";
import { openConnection } from "./open-connection.ts";
import { parseValues } from "./source-values.ts";
import type { SourceWorld } from "./source-world.ts";

/**
 * Connects to a source and tells what can be seen there, before anything of it is used: as whom, which schools, which
 * files, what is not shared with us and what is shared too much. From then on the source may be enabled.
 *
 * @throws Fault `source.*`: nothing is noted then
 */
export async function lookAtSource(
  world: SourceWorld,
  at: { readonly districtId: number; readonly sourceId: number },
  onProgress: (progress: SourceProgress) => void,
): Promise<Sighting> {
  const source = await openSource(world.db, world.keys, at.districtId, at.sourceId);
  const sighting = await look(world, source, onProgress);
  const lookedAt = world.now().toISOString();
  await world.db.session(at.districtId, (session) =>
    session.write((tx) => noteLook(tx, { ...at, lookedAt }, sighting, { ...source.seen, ...sighting.seen })),
  );
  return sighting;
}

/**
 * The same before anything is saved: connects with what a person has typed, tells what it saw, and keeps nothing.
 *
 * @throws Fault `source.field.*`, `source.*`
 */
export async function lookBeforeSaving(
  world: SourceWorld,
  typed: { readonly districtId: number; readonly kind: SourceKind; readonly values: SourceValues },
  onProgress: (progress: SourceProgress) => void,
): Promise<Sighting> {
  const { districtId, kind } = typed;
  const { known, secrets } = parseValues(kind, typed.values);
  const nothing = { startsAt: undefined, joins: undefined, lookedAt: undefined, trouble: undefined };
  const none = { ...nothing, seen: {}, hasSecrets: false };
  const source: OpenedSource = {
    ...{ districtId, sourceId: unsaved, kind: kind.kind, name: kind.label, state: "draft", known, ...none },
    values: { ...known, ...secrets },
  };
  return look(world, source, onProgress);
}

/** No source has this number. */
const unsaved = 0;

async function look(
  world: SourceWorld,
  source: OpenedSource,
  onProgress: (progress: SourceProgress) => void,
): Promise<Sighting> {
  const kind = kindOf(world.kinds, source.kind);
  const { connection, close } = await openConnection(world, source, onProgress);
  try {
    return await kind.look(connection);
  } catch (error) {
    if (world.signal.aborted) throw interrupted();
    throw source.sourceId === unsaved ? error : namingSource(error, source.sourceId);
  } finally {
    await close();
  }
}

export function interrupted(): Fault {
  return new Fault("run.signal.interrupted", "now", "stopped before anything was changed");
}
