import { readLoginFacts } from "@muster/sync/access/login.ts";
import type { Operator } from "@muster/sync/access/operator.ts";
import { Fault } from "@muster/sync/fault.ts";
import type { HttpWorld } from "./http-world.ts";

/** How long a proof of who is at the keyboard lasts (security 4.2 row 41). */
const proofLastsMs = 5 * 60_000;

/**
 * Before secrets are dealt with, whoever has a password has typed it lately. Whoever came by a link and has none yet
 * cannot be asked for it; a program proves itself with each request.
 *
 * @throws Fault `access.step-up.needed`
 */
export async function assertProved(world: HttpWorld, operator: Operator): Promise<void> {
  const { provedAt, login } = operator;
  if (provedAt === undefined || world.now().getTime() - provedAt.getTime() <= proofLastsMs) return;
  if (!(await readLoginFacts(world.db, login)).hasPassword) return;
  throw new Fault("access.step-up.needed", "never", "the password is asked for once more");
}
