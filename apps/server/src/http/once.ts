import { createHmac } from "node:crypto";
import type { Operator } from "@muster/sync/access/operator.ts";
import { Fault } from "@muster/sync/fault.ts";
import type { HttpWorld } from "./http-world.ts";

/** A request's key and what it asked for. */
export interface OnceKey {
  readonly key: string;
  readonly what: unknown;
  /** What is answered is kept for nobody: the same request again is told that it was done. */
  readonly answersSecret: boolean;
}

/** The same request is answered from what is kept for so long, ms. */
const keptMs = 24 * 3_600_000;
/** Whoever has not answered by then has died. */
const busyMs = 10 * 60_000;

/**
 * Does something once for a key: asked again with the same contents it answers what it answered the first time. What
 * failed is not kept, so that it may be tried again.
 *
 * @throws Fault `request.key.reused`, `request.key.busy`, `request.answer.gone`
 */
export async function once(
  world: HttpWorld,
  operator: Operator,
  { key, what, answersSecret }: OnceKey,
  work: () => Promise<unknown>,
): Promise<unknown> {
  // What was sent may hold a password: without the key of this home its hash cannot be guessed at.
  const hash = createHmac("sha256", world.keys.requestKey(operator.districtId))
    .update(JSON.stringify(what))
    .digest("hex");
  const place = [operator.districtId, operator.operatorId, key];
  const kept = await claim(world, operator.districtId, [...place, hash, world.now()]);
  if (kept !== undefined) return answerAgain(kept, hash);
  try {
    const answer = await work();
    await write(
      world,
      operator.districtId,
      `update answered_request set status = 200, answer = $4 ${where}`,
      [...[...place, answersSecret ? null : JSON.stringify(answer)]],
    );
    return answer;
  } catch (error) {
    await write(world, operator.districtId, `delete from answered_request ${where}`, place).catch(
      () => undefined,
    );
    throw error;
  }
}

const where = "where district_id = $1 and operator_id = $2 and key = $3";

interface Kept extends Record<string, unknown> {
  readonly request_hash: string;
  readonly status: number | null;
  readonly answer: unknown;
}

/** Undefined: the key is ours. */
function claim(
  world: HttpWorld,
  districtId: number,
  [district, operator, key, hash, now]: readonly [...unknown[], Date],
): Promise<Kept | undefined> {
  const at = now as Date;
  return world.db.session(districtId, (session) =>
    session.write(async (tx) => {
      await tx.query(
        `delete from answered_request where district_id = $1
            and (asked_at < $2 or (status is null and asked_at < $3))`,
        [
          district,
          new Date(at.getTime() - keptMs).toISOString(),
          new Date(at.getTime() - busyMs).toISOString(),
        ],
      );
      const made = await tx.query(
        `insert into answered_request (district_id, operator_id, key, request_hash, asked_at)
         values ($1, $2, $3, $4, $5) on conflict do nothing returning 1`,
        [district, operator, key, hash, at.toISOString()],
      );
      if (made.length > 0) return undefined;
      const [kept] = await tx.query<Kept>(
        `select request_hash, status, answer from answered_request ${where}`,
        [district, operator, key],
      );
      return kept;
    }),
  );
}

function answerAgain(kept: Kept, hash: string): unknown {
  if (kept.request_hash !== hash)
    throw new Fault("request.key.reused", "never", "this key was used for another request");
  if (kept.status === null)
    throw new Fault("request.key.busy", "later", "the same request is still being answered");
  if (kept.answer === null)
    throw new Fault("request.answer.gone", "never", "this was done, and its answer is not kept");
  return kept.answer;
}

async function write(world: HttpWorld, districtId: number, sql: string, values: unknown[]): Promise<void> {
  await world.db.session(districtId, (session) => session.write((tx) => tx.query(sql, values)));
}
