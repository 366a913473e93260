import { Fault } from "../fault.ts";
import {
  type ClaimedNotice,
  claimMs,
  claimNotice,
  forgetNotices,
  keepClaim,
  noteHandingOver,
  settleNotice,
} from "./claim-notice.ts";
import { nextAttempt } from "./next-attempt.ts";
import type { NoticeWorld } from "./notice-world.ts";
import { sendNotice } from "./send-notice.ts";

/** What came of a round. */
export interface DeliveredNotices {
  readonly sent: number;
  /** Refused for now, and to be tried again. */
  readonly postponed: number;
  readonly givenUp: number;
}

/** Most notices of one district in one round: a receiver that is slow keeps no other district waiting for ever. */
const mostInARound = 200;

/**
 * Sends what is due in one district, one after the other. Several processes may do so at once: each takes what no other
 * holds. A notice that cannot be sent waits longer after each attempt and is given up after three days, with a note on
 * its recipient; it is never an error of the work that made it (reliability J16).
 */
export async function deliverNotices(world: NoticeWorld, districtId: number): Promise<DeliveredNotices> {
  const done = { sent: 0, waiting: 0, given_up: 0 };
  for (let round = 0; round < mostInARound && !world.signal.aborted; round += 1) {
    const notice = await world.db.session(districtId, (session) =>
      claimNotice(session, districtId, world.now()),
    );
    if (notice === undefined) break;
    done[await deliver(world, notice)] += 1;
  }
  if (done.sent > 0)
    await world.db.session(districtId, (session) =>
      session.write((tx) => forgetNotices(tx, districtId, world.now())),
    );
  return { sent: done.sent, postponed: done.waiting, givenUp: done.given_up };
}

async function deliver(world: NoticeWorld, notice: ClaimedNotice): Promise<"sent" | "waiting" | "given_up"> {
  world.onPoint?.("claimed");
  const problem = await attempt(world, notice);
  if (problem === undefined) world.onPoint?.("accepted");
  const now = world.now();
  const dueAt =
    problem === undefined || problem.retry === "never"
      ? undefined
      : nextAttempt({ createdAt: new Date(notice.createdAt), attempts: notice.attempts }, now);
  const state = problem === undefined ? "sent" : dueAt === undefined ? "given_up" : "waiting";
  await world.db.session(notice.districtId, (session) =>
    session.write((tx) => settleNotice(tx, notice, { state, now, dueAt, problem: problem?.code })),
  );
  return state;
}

/** @returns what stands in the way, undefined where the other side has taken it */
async function attempt(world: NoticeWorld, notice: ClaimedNotice): Promise<Fault | undefined> {
  const { districtId } = notice;
  const beat = setInterval(() => {
    world.db
      .session(districtId, (session) => session.write((tx) => keepClaim(tx, notice, world.now())))
      // A database that is gone is met again at the end.
      .catch(() => undefined);
  }, claimMs / 3);
  beat.unref();
  try {
    await sendNotice(world, notice, async () => {
      const isOurs = await world.db.session(districtId, (session) =>
        session.write((tx) => noteHandingOver(tx, notice, world.now())),
      );
      if (!isOurs) throw new Fault("run.claim.lost", "never", "another process sends this notice", {});
      world.onPoint?.("handing-over");
    });
    return undefined;
  } catch (error) {
    if (error instanceof Fault && !error.code.startsWith("database.")) return error;
    throw error;
  } finally {
    clearInterval(beat);
  }
}

/** The districts that have something to send now. */
export async function findDueDistricts(world: NoticeWorld): Promise<readonly number[]> {
  return world.db.session(undefined, (session) =>
    session.read(async (tx) => {
      const rows = await tx.query<{ districtId: number }>(
        `select due as "districtId" from districts_with_notices($1) as due`,
        [world.now().toISOString()],
      );
      return rows.map(({ districtId }) => districtId);
    }),
  );
}

/** One round over all districts. Costs one question where nothing is due. */
export async function deliverAllNotices(world: NoticeWorld): Promise<DeliveredNotices> {
  let sum: DeliveredNotices = { sent: 0, postponed: 0, givenUp: 0 };
  for (const districtId of await findDueDistricts(world)) {
    if (world.signal.aborted) break;
    const { sent, postponed, givenUp } = await deliverNotices(world, districtId);
    sum = { sent: sum.sent + sent, postponed: sum.postponed + postponed, givenUp: sum.givenUp + givenUp };
  }
  return sum;
}
