import { Fault } from "../../fault.ts";
import { statusFault } from "../network/status-fault.ts";
import type { Connection } from "../source.ts";
import { type CleverClient, misshapen, type UnreadAnswer } from "./client.ts";
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
  reading: Reading,
  collection: Collection,
): AsyncGenerator<readonly JsonObject[], void, undefined> {
  const { connection, host } = reading;
  const { name } = collection;
  const ask = questions({ ...reading, client: reading.client.forCollection(name) }, collection);
  let last = "";
  let received = 0;
  let asked = await ask(last);
  let guesses: boolean = true;
  for (let page = 1; ; page += 1) {
    connection.signal.throwIfAborted();
    if (page > connection.limits.listed) throw endless(host, name, connection.limits.listed);
    connection.onProgress({ what: `${name}, page ${page}`, done: received });
    const { status, end, json } = await asked.answer;
    const linked = guesses ? linkedCursor(end) : undefined;
    const ahead = linked === undefined ? undefined : await ask(linked);
    const { objects, hasNext } = readPage(await jsonOf(json, host, name, status), host, name);
    if (objects.length === 0 && !hasNext) return;
    const newLast = lastOf(objects, last);
    if (newLast === undefined) throw stuck(host, name, page);
    last = newLast;
    received += objects.length;
    // A link that leads elsewhere is followed by nobody, and none of this collection is believed again.
    if (linked !== undefined && linked !== last) guesses = false;
    if (!guesses) await ahead?.answer.catch(() => undefined);
    asked = ahead !== undefined && guesses ? ahead : await ask(last);
    yield objects;
  }
}

/** The JSON of a page; a collection that is refused to us is never read as an empty one. */
async function jsonOf(
  json: () => Promise<unknown>,
  host: string,
  name: string,
  status: number,
): Promise<unknown> {
  const read = await json();
  if (read === undefined) throw refused(host, name, status);
  return read;
}

/** The id of the last object; undefined where the ids do not ascend, or there is none. */
function lastOf(objects: readonly JsonObject[], before: string): string | undefined {
  let last = before;
  for (const { id } of objects) {
    const next = textOf(id);
    if (next <= last) return undefined;
    last = next;
  }
  return last === before ? undefined : last;
}

/**
 * From which id the next page begins, as the link at the end of a page says: the server can prepare that page while this
 * one is read. No more than a guess; what counts is the id of the last object.
 */
function linkedCursor(end: string): string | undefined {
  const next = /\{[^{}]*"rel"\s*:\s*"next"[^{}]*\}/.exec(end)?.[0] ?? "";
  return /[?&]starting_after=([0-9a-f]{24})\b/.exec(next)?.[1];
}

/**
 * Asks for the page behind an id, and comes back once the question is on its way: the page before is used meanwhile.
 * What goes wrong is met when the page's turn comes.
 */
function questions(
  { client, pageSize }: Reading,
  { path, query }: Collection,
): (last: string) => Promise<{ readonly answer: Promise<UnreadAnswer> }> {
  const wanted = `${path}?${query === undefined ? "" : `${query}&`}limit=${pageSize}`;
  return async (last) => {
    const sent = Promise.withResolvers<void>();
    const answer = client.ask(last === "" ? wanted : `${wanted}&starting_after=${last}`, sent.resolve);
    await Promise.race([sent.promise, answer.then(doNothing, doNothing)]);
    return { answer };
  };
}

const doNothing = (): undefined => undefined;

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
