import { CollectionError } from "@muster/oneroster/rest/collection-error.ts";
import type { CollectionName } from "@muster/oneroster/rest/collections.ts";
import { type CountedNotes, countNotes } from "@muster/oneroster/rest/payload/payload-notes.ts";
import { isBlankRow, payloadRows } from "@muster/oneroster/rest/payload.ts";
import {
  type CollectionPage,
  type CollectionProof,
  readCollection,
} from "@muster/oneroster/rest/read-collection.ts";
import type { Collection } from "@muster/oneroster/rest/reading.ts";
import type { Connection } from "../source.ts";
import { moving, orCollectionFault } from "./collection-fault.ts";
import type { OpenRoster } from "./open-roster.ts";
import { openTablePart, type TablePart } from "./table-part.ts";

/** A collection that lies in its files, complete. */
export interface FetchedCollection {
  readonly proof: CollectionProof;
  readonly notes: CountedNotes;
}

/** What is wanted of the pages on their way, and the org that guardians without a school are filed under. */
export interface PageUse {
  readonly rootOrg: string;
  readonly onPage: (page: CollectionPage) => void;
}

/**
 * Fetches a collection into its file, and users into two. One that moved while it was read is read once more (I05,
 * I07); so is one in which the same object came twice, and if then the same ones come twice again, that is how the
 * server lists them.
 *
 * @throws Fault `source.*`, `storage.*`; the signal's reason
 */
export async function fetchCollection(
  connection: Connection,
  roster: OpenRoster,
  name: CollectionName,
  use: PageUse,
): Promise<FetchedCollection> {
  const read = (sorts: boolean) =>
    readOnce(connection, roster, { ...roster.collection(name), sorts }, name, use);
  const first = await readCarefully(read, roster, name);
  if (first.fetched !== undefined && first.fetched.proof.repeated === 0) return first.fetched;
  connection.onProgress({ what: `${name}, once more: it changed while it was read` });
  const second = await orCollectionFault(roster.host, read(first.sorts));
  const { repeated, repeatedMark } = second.proof;
  const isSame =
    first.fetched?.proof.repeated === repeated && first.fetched.proof.repeatedMark === repeatedMark;
  if (repeated === 0 || isSame) return second;
  const facts = { host: roster.host, collection: name, page: 0 };
  throw moving(facts, "repeated", second.proof.announced ?? null, second.proof.received);
}

interface FirstReading {
  /** Undefined: it moved. */
  readonly fetched: FetchedCollection | undefined;
  readonly sorts: boolean;
}

/** The first reading; without an order where the server does not know how to sort. */
async function readCarefully(
  read: (sorts: boolean) => Promise<FetchedCollection>,
  roster: OpenRoster,
  name: CollectionName,
): Promise<FirstReading> {
  const { sorts } = roster.collection(name);
  try {
    return { fetched: await read(sorts), sorts };
  } catch (error) {
    if (error instanceof CollectionError && error.mayPass) return { fetched: undefined, sorts };
    if (!sorts || !isQuestionRefused(error)) throw error;
    return { fetched: await orCollectionFault(roster.host, read(false)), sorts: false };
  }
}

function isQuestionRefused(error: unknown): boolean {
  if (!(error instanceof CollectionError) || error.page !== 1) return false;
  return error.problem.kind === "refused" && (error.problem.status === 400 || error.problem.status === 422);
}

/** @throws CollectionError, SignInError as the reader throws them; Fault of the network and of the disk */
async function readOnce(
  connection: Connection,
  roster: OpenRoster,
  collection: Collection,
  name: CollectionName,
  use: PageUse,
): Promise<FetchedCollection> {
  const notes = countNotes();
  const main = await openTablePart(connection.folder, name);
  const roles = name === "users" ? await openTablePart(connection.folder, "roles") : undefined;
  try {
    const pages = readCollection(roster.server(name), collection);
    for (;;) {
      const step = await pages.next();
      if (step.done === true) {
        await main.complete();
        await roles?.complete();
        return { proof: step.value, notes };
      }
      connection.signal.throwIfAborted();
      writePage({ main, roles }, step.value, name, { ...use, notes });
      await main.settle();
      await roles?.settle();
      tellPage(connection, name, step.value);
      use.onPage(step.value);
    }
  } catch (error) {
    await main.abandon().catch(() => undefined);
    await roles?.abandon().catch(() => undefined);
    throw error;
  }
}

interface Parts {
  readonly main: TablePart<never>;
  readonly roles: TablePart<never> | undefined;
}

interface RowUse extends PageUse {
  readonly notes: CountedNotes;
}

function writePage(
  { main, roles }: Parts,
  { items, number }: CollectionPage,
  name: CollectionName,
  { notes, rootOrg }: RowUse,
): void {
  for (const item of items) {
    const { row, roles: said } = payloadRows(name, item, notes, rootOrg);
    if (isBlankRow(row)) throw new CollectionError(name, number, { kind: "item-unreadable" });
    main.put(row);
    for (const role of said) roles?.put(role);
  }
}

function tellPage(
  { onProgress, onAnnounced }: Connection,
  name: CollectionName,
  { number, received, total }: CollectionPage,
): void {
  const told = { what: `${name}, page ${number}`, done: received };
  onProgress(total === undefined ? told : { ...told, of: total });
  if (number === 1 && total !== undefined) onAnnounced?.(total);
}
