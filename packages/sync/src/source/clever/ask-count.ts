import { Fault } from "../../fault.ts";
import type { Connection } from "../source.ts";
import type { CleverClient } from "./client.ts";
import { objectOf, textOf } from "./json.ts";
import type { Collection, Reading } from "./read-collection.ts";

/**
 * How many objects a collection has, as Clever tells it when asked with `count=true` (Swagger 3.1; districts, schools,
 * terms, courses, sections and users, and nothing that hangs on one of them). Undefined where it does not tell: nothing
 * that asks here depends on it.
 *
 * @throws the signal's reason
 */
export async function askCount(
  { client, connection }: Pick<Reading, "client" | "connection">,
  { name, path, query }: Collection,
): Promise<number | undefined> {
  try {
    const asked = `${path}?${query === undefined ? "" : `${query}&`}count=true&limit=1`;
    const { json } = await client.forCollection(name).get(asked);
    const told = textOf(objectOf(json).count);
    return /^\d{1,12}$/.test(told) ? Number(told) : undefined;
  } catch (error) {
    connection.signal.throwIfAborted();
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

/** Places in a class that come with a section: as many as in the reference district of the benchmarks. */
const placesOfSection = 25;

/**
 * Tells about how many rows a district's first fetch will bring, before it begins: a large one is better begun elsewhere
 * than fetched twice. Whoever has been fetched before is known.
 */
export async function announceSize(client: CleverClient, connection: Connection): Promise<void> {
  const { onAnnounced, lastSeen, signal } = connection;
  if (onAnnounced === undefined || lastSeen?.collections !== undefined) return;
  const users = await askCount({ client, connection }, { name: "users", path: "/users" });
  const sections = await askCount({ client, connection }, { name: "sections", path: "/sections" });
  if (users === undefined && sections === undefined) return;
  onAnnounced((users ?? 0) + (sections ?? 0) * (1 + placesOfSection));
  signal.throwIfAborted();
}
