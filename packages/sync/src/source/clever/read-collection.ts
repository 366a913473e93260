import { Fault } from "../../fault.ts";
import { statusFault } from "../network/status-fault.ts";
import type { Connection } from "../source.ts";
import { type CleverClient, misshapen } from "./client.ts";
import { type JsonObject, listOf, objectOf, textOf } from "./json.ts";

/** Something that can be listed. `name` is what progress, proofs and faults call it. */
export interface Collection {
  readonly name: string;
  /** `/users`, from the version on. */
  readonly path: string;
  /** `role=student`, where it is needed. */
  readonly query?: string;
}

/** Where a collection is read; `pageSize` is what is asked for, the answer may hold less. */
export interface Reading {
  readonly client: CleverClient;
  readonly connection: Pick<Connection, "limits" | "onProgress" | "signal">;
  readonly host: string;
  readonly pageSize: number;
}

/**
 * Reads a collection page by page to its proven end: a page without a link to the next, and nothing behind its last
 * object when that is asked for. The pages are asked for by the last id read, so that nothing shifts, and the ids must
 * ascend, as Clever promises: a page that comes again is a fault and never an end (I06).
 *
 * @throws Fault `source.collection.refused` (I12), `source.sign-in.refused`, `source.collection.stuck`,
 * `source.collection.endless`, `source.answer.unreadable`, and those of the network
 */
export async function* readCollection(
  { client, connection, host, pageSize }: Reading,
  { name, path, query }: Collection,
): AsyncGenerator<readonly JsonObject[], void, undefined> {
  const own = client.forCollection(name);
  let last = "";
  let received = 0;
  for (let page = 1; ; page += 1) {
    connection.signal.throwIfAborted();
    if (page > connection.limits.listed) throw endless(host, name, connection.limits.listed);
    connection.onProgress({ what: `${name}, page ${page}`, done: received });
    const cursor = last === "" ? "" : `&starting_after=${last}`;
    const asked = `${path}?${query === undefined ? "" : `${query}&`}limit=${pageSize}${cursor}`;
    const { status, json } = await own.get(asked);
    if (json === undefined) throw refused(host, name, status);
    const { objects, hasNext } = readPage(json, host, name);
    if (hasNext && objects.length === 0) throw stuck(host, name, page);
    for (const { id } of objects) {
      const next = textOf(id);
      if (next <= last) throw stuck(host, name, page);
      last = next;
    }
    received += objects.length;
    if (objects.length > 0) yield objects;
    else return;
  }
}

const idForm = /^[0-9a-f]{24}$/;

/** One page: its objects, each with an id, and whether Clever says that there is another. */
export function readPage(
  json: unknown,
  host: string,
  name: string,
): { readonly objects: readonly JsonObject[]; readonly hasNext: boolean } {
  const { data, links } = objectOf(json);
  if (!Array.isArray(data)) throw misshapen(host, name);
  const objects = data.map((item) => objectOf(objectOf(item).data));
  if (objects.some(({ id }) => !idForm.test(textOf(id)))) throw misshapen(host, name);
  const hasNext = listOf(links).some((link) => objectOf(link).rel === "next");
  return { objects, hasNext };
}

/** I06: the same again, or one from before. */
function stuck(host: string, collection: string, page: number): Fault {
  const facts = { host, collection, page };
  return new Fault("source.collection.stuck", "later", `${collection} of ${host} does not go on.`, facts);
}

/** I12: a collection that is not shared with us is never read as an empty one. */
function refused(host: string, collection: string, status: number): Fault {
  if (status === 401) return statusFault({ status }, host);
  const facts = { host, collection, status };
  return new Fault("source.collection.refused", "never", `${host} does not share ${collection}.`, facts);
}

function endless(host: string, collection: string, pages: number): Fault {
  const facts = { host, collection, pages };
  return new Fault("source.collection.endless", "never", `${collection} of ${host} does not end.`, facts);
}
