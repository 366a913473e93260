import { Fault } from "../../fault.ts";
import type { Connection, Proof } from "../source.ts";
import type { CleverClient } from "./client.ts";
import { createFetchNotes, type FetchNotes } from "./fetch-notes.ts";
import type { JsonObject } from "./json.ts";
import type { CleverDistrict } from "./objects.ts";
import { refusal } from "./open-district.ts";
import { type Collection, readCollection } from "./read-collection.ts";
import type { CleverSettings } from "./settings.ts";

/** What the parts of a fetch share. */
export interface Fetching {
  readonly connection: Connection;
  readonly settings: CleverSettings;
  readonly district: CleverDistrict;
  readonly notes: FetchNotes;
  readonly proofs: Proof[];
  /** Collections that were delivered, also those without anything in them. */
  readonly delivered: Set<string>;
  /**
   * Hands every page of a collection over. A collection that the roster can do without and that was never shared is
   * passed over (false); one that was shared before and is not now is a fault (I12).
   */
  read(
    collection: Collection,
    isOptional: boolean,
    take: (objects: readonly JsonObject[]) => Promise<void>,
  ): Promise<boolean>;
}

/** Begins a fetch of a district that was opened. */
export function beginFetch(
  client: CleverClient,
  connection: Connection,
  settings: CleverSettings,
  district: CleverDistrict,
): Fetching {
  const reading = { client, connection, host: settings.host, pageSize: settings.pageSize };
  const notes = createFetchNotes();
  const proofs: Proof[] = [];
  const delivered = new Set<string>();
  const before = new Set(String(connection.lastSeen?.collections ?? "").split(","));
  const read: Fetching["read"] = async (collection, isOptional, take) => {
    const { name } = collection;
    let received = 0;
    try {
      for await (const objects of readCollection(reading, collection)) {
        received += objects.length;
        await take(objects);
      }
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      if (error.code === "source.sign-in.refused") throw refusal(settings, connection.lastSeen);
      const isSpare = isOptional && !before.has(name) && received === 0;
      if (error.code !== "source.collection.refused" || !isSpare) throw error;
      notes.unshared(name, Number(error.facts.status));
      return false;
    }
    proofs.push({ of: name, by: "end", received });
    delivered.add(name);
    return true;
  };
  return { connection, settings, district, notes, proofs, delivered, read };
}
