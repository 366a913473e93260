import { setTimeout as sleep } from "node:timers/promises";
import { fieldRules } from "@muster/oneroster/provider/fields.ts";
import type { Operation } from "@muster/oneroster/provider/operations.ts";
import { pageLinks } from "@muster/oneroster/provider/page-links.ts";
import { parseFields, parseListQuery } from "@muster/oneroster/provider/parse-query.ts";
import { type ShapeFor, shapeObject } from "@muster/oneroster/provider/shape-object.ts";
import type { Refusal } from "@muster/oneroster/provider/status-info.ts";
import { type RestVersion, servicePaths } from "@muster/oneroster/rest/dialect.ts";
import { noteUse, readClientToken, type TokenHolder } from "@muster/sync/access/api-clients.ts";
import { districtOfSecret } from "@muster/sync/access/secret.ts";
import type { Reader } from "@muster/sync/database/database.ts";
import {
  bringUpToDate,
  type ProvisionState,
  readProvision,
} from "@muster/sync/directory/provide/open-provision.ts";
import type { KeptBase } from "@muster/sync/directory/provide/provided-tables.ts";
import {
  hasParents,
  type ProvidedObject,
  readProvidedList,
  readProvidedOne,
} from "@muster/sync/directory/provide/read-provided.ts";
import type { FastifyRequest } from "fastify";
import type { HttpWorld } from "../http/http-world.ts";

/** An endpoint of a version. */
export interface ReadRoute {
  readonly version: RestVersion;
  readonly operation: Operation;
}

interface Given {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
}

/** How long a question waits while the directory is made ready after a change, ms. */
const longestWaitMs = 25_000;

/** Answers one endpoint to whoever holds a token of a client; the district is that of the token. */
export async function answerRead(
  world: HttpWorld,
  route: ReadRoute,
  request: FastifyRequest,
): Promise<Given | Refusal> {
  const token = /^Bearer +(\S{1,200})$/i.exec(request.headers.authorization ?? "")?.[1] ?? "";
  const districtId = districtOfSecret(token);
  if (districtId === undefined) return nobody;
  const deadline = performance.now() + longestWaitMs;
  for (;;) {
    const read = await readOnce(world, route, request, { districtId, token });
    if (read !== "behind") return read;
    const isReady = await Promise.race([
      bringUpToDate(world.db, districtId, world.now).then(() => true),
      sleep(Math.max(1, deadline - performance.now()), false, { ref: false }),
    ]);
    if (!isReady) return { minor: "server_busy", says: "the directory has changed and is being made ready" };
  }
}

const nobody: Refusal = { minor: "unauthorisedrequest", says: "there is no token that counts" };

/**
 * One transaction: who asks, whether what lies ready is current, and the answer all see the same moment. Who asks again
 * within a second is known still; whether the directory is ready is asked in every transaction.
 */
async function readOnce(
  world: HttpWorld,
  route: ReadRoute,
  request: FastifyRequest,
  { districtId, token }: { readonly districtId: number; readonly token: string },
): Promise<Given | Refusal | "behind"> {
  const now = world.now();
  const [client, given] = await world.db.read(districtId, async (tx) => {
    const recalled = recall(world, token, now);
    const client = recalled ?? (await readClientToken(tx, districtId, token, now));
    if (client === undefined) return [client, nobody] as const;
    if (recalled === undefined) remember(world, token, client);
    const { scopes } = route.operation;
    if (!scopes.some((scope) => client.scopes.includes(scope))) return [client, notGranted] as const;
    const state = await stateIn(tx, districtId, now);
    if (!state.isCurrent) return [client, "behind"] as const;
    return [client, await give(tx, route, request, { world, districtId, state })] as const;
  });
  if (client !== undefined && client.usedAt?.slice(0, 10) !== now.toISOString().slice(0, 10))
    await noteUse(world.db, client, now);
  return given;
}

const states = new WeakMap<Reader, Promise<ProvisionState>>();

/** Those who are answered in one transaction see one moment, of which this is asked once. */
function stateIn(tx: Reader, districtId: number, now: Date): Promise<ProvisionState> {
  const known = states.get(tx) ?? readProvision(tx, districtId, now);
  states.set(tx, known);
  return known;
}

/** How long a reader is known without being looked up, ms: so long a token that was revoked may work on. */
const knownMs = 1_000;
const mostKnown = 10_000;
const readers = new WeakMap<HttpWorld, Map<string, KnownReader>>();

interface KnownReader {
  readonly client: TokenHolder;
  readonly until: number;
}

function recall(world: HttpWorld, token: string, now: Date): TokenHolder | undefined {
  const known = readers.get(world)?.get(token);
  if (known === undefined || performance.now() > known.until) return undefined;
  const day = now.toISOString().slice(0, 10);
  const isSame = known.client.usedAt?.slice(0, 10) === day && now < new Date(known.client.endsAt);
  return isSame ? known.client : undefined;
}

function remember(world: HttpWorld, token: string, client: TokenHolder): void {
  const all = readers.get(world) ?? new Map<string, KnownReader>();
  readers.set(world, all);
  if (all.size >= mostKnown) all.clear();
  all.set(token, { client, until: performance.now() + knownMs });
}

const notGranted: Refusal = { minor: "forbidden", says: "the token was not granted the scope for this" };
const notThere: Refusal = { minor: "unknownobject", says: "there is no such object" };

interface Place {
  readonly world: HttpWorld;
  readonly districtId: number;
  readonly state: ProvisionState;
}

async function give(
  tx: Reader,
  { version, operation }: ReadRoute,
  request: FastifyRequest,
  { world, districtId, state }: Place,
): Promise<Given | Refusal> {
  const origin = world.publicUrl();
  const address = new URL(`${origin.replace(/\/+$/, "")}${request.url}`);
  const to = { version, service: `${origin.replace(/\/+$/, "")}${servicePaths[version]}` };
  const { listing } = operation;
  const rules = fieldRules[version][listing.base];
  const ids = request.params as Readonly<Record<string, string>>;
  if (operation.form === "single") {
    const fields = parseFields(address.searchParams, rules);
    if (fields !== undefined && "minor" in fields) return fields;
    if (listing.base === "demographics") return notThere;
    const one = await readProvidedOne(tx, districtId, listing.base, listing, ids.sourcedId ?? "");
    if (one === undefined) return notThere;
    return { headers: {}, body: { [listing.single]: shaped(listing.base, one, to, fields) } };
  }
  const query = parseListQuery(address.searchParams, rules);
  if ("minor" in query) return query;
  const { base } = listing;
  // Demographics are dropped while a roster is read: there is nothing, and it is said by an empty list.
  const page =
    base === "demographics"
      ? { objects: [], total: 0 }
      : await readProvidedList(tx, {
          ...{ districtId, base, operation, ids, version, query, totals: state.totals },
        });
  if ("minor" in page) return page;
  if (page.objects.length === 0 && !(await hasParents(tx, districtId, operation, ids))) return notThere;
  const { limit, offset } = query;
  const objects = page.objects.map((one) => shaped(base as KeptBase, one, to, query.fields));
  const link = pageLinks(address, { limit, offset, total: page.total });
  return {
    headers: { "x-total-count": String(page.total), link },
    body: { [listing.key]: objects },
  };
}

/** What was read of a table is what the table's kind of objects is. */
function shaped(
  base: KeptBase,
  object: ProvidedObject,
  to: ShapeFor,
  fields: readonly string[] | undefined,
): object {
  return shapeObject(base, object as never, to, fields);
}
