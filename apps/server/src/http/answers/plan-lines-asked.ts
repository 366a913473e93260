import type { Operator } from "@muster/sync/access/operator.ts";
import type { Reader } from "@muster/sync/database/database.ts";
import { makePlanLines } from "@muster/sync/directory/plan/make-plan-lines.ts";
import type { LineScope } from "@muster/sync/directory/plan/plan-lines.ts";
import { findPlan } from "@muster/sync/run/plan-row.ts";
import type { HttpWorld } from "../http-world.ts";

/** Who asks about a plan, and where. */
export interface Asker {
  readonly world: HttpWorld;
  readonly operator: Operator;
}

/** The schools that are seen; null: all. */
export function schoolsOf({ schoolIds }: Operator): readonly number[] | null {
  return schoolIds ?? null;
}

/** Reads in one transaction of the asker's district. */
export function readOf<T>({ world, operator }: Asker, work: (tx: Reader) => Promise<T>): Promise<T> {
  return world.db.session(operator.districtId, (session) => session.read(work));
}

/** The plan of these digits, with its lines made. */
export async function openLines({ world, operator }: Asker, hash: string): Promise<LineScope> {
  const { districtId } = operator;
  const { planId } = await readOf({ world, operator }, (tx) => findPlan(tx, districtId, hash));
  await makePlanLines(world.db, districtId, planId, world.now());
  return { districtId, planId, schoolIds: schoolsOf(operator) };
}
