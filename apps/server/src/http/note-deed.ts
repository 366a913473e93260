import type { Route } from "@muster/api/route.ts";
import { writeAudit } from "@muster/sync/access/audit.ts";
import { type Operator, signatureOf } from "@muster/sync/access/operator.ts";
import type { FaultFacts } from "@muster/sync/fault.ts";
import { problemOf } from "./http-fault.ts";
import type { HttpWorld } from "./http-world.ts";

/** A deed that is asked for: of whom, which, and on what. */
export interface AskedDeed {
  readonly operator: Operator;
  readonly route: Route;
  /** Of its address. */
  readonly params: unknown;
}

/**
 * Writes a deed into the log and does it: nothing is done that is not in the log. One that is refused or fails gets a
 * second entry that names the first, so that nobody reads it as done.
 */
export async function noted(
  world: HttpWorld,
  { operator, route, params }: AskedDeed,
  deed: () => Promise<unknown>,
): Promise<unknown> {
  const facts = plain(params);
  const entry = await writeEntry(world, operator, route.name, facts);
  try {
    return await deed();
  } catch (error) {
    const { code, status, what: why } = problemOf(error);
    const came = status < 500 ? "refused" : "failed";
    // Where this entry cannot be written either, whoever asked is told why the deed itself was not done.
    const ended = { ...facts, entry, came, code, why };
    await writeEntry(world, operator, route.name, ended).catch(() => undefined);
    throw error;
  }
}

/** Appends an entry of somebody who is signed in. @returns its number */
export async function writeEntry(
  { db, now }: HttpWorld,
  operator: Operator,
  act: string,
  facts: FaultFacts,
): Promise<number> {
  const { districtId } = operator;
  const who = signatureOf(operator);
  const by = operator.browser === undefined ? { ...facts, by: "token" } : facts;
  return db.session(districtId, (session) =>
    session.write((tx) => writeAudit(tx, districtId, { at: now(), who, act, facts: by })),
  );
}

function plain(params: unknown): FaultFacts {
  return Object.fromEntries(
    Object.entries(params as object).map(([name, value]) => [
      name,
      typeof value === "number" ? value : String(value),
    ]),
  );
}
