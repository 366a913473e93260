import { isDeepStrictEqual } from "node:util";
import type { Route } from "@muster/api/route.ts";
import { mayDo } from "@muster/rules/access/rights.ts";
import { readToken } from "@muster/sync/access/api-tokens.ts";
import type { Operator } from "@muster/sync/access/operator.ts";
import { readSession } from "@muster/sync/access/session.ts";
import { Fault } from "@muster/sync/fault.ts";
import type { FastifyRequest } from "fastify";
import type { HttpWorld } from "./http-world.ts";

/** Only over TLS or on this machine, only for this host and all of it; no script of a page can read it. */
export const sessionCookie = "__Host-muster";

/**
 * Who asks: by the token a program sends, else by the browser's cookie.
 *
 * @param isAttended false: nobody is at it, and asking keeps nobody signed in
 */
export async function whoAsks(
  world: HttpWorld,
  request: FastifyRequest,
  isAttended = request.headers["x-muster-unattended"] === undefined,
): Promise<Operator | undefined> {
  const operator = await readAsker(world, request, isAttended);
  const secret = sentSecret(request);
  if (operator === undefined) world.askers.forget(secret);
  else world.askers.know(secret);
  return operator;
}

/** What a request says of who asks, good or not; "" where it says nothing. */
export function sentSecret({ headers, cookies }: Pick<FastifyRequest, "headers" | "cookies">): string {
  return headers.authorization ?? cookies[sessionCookie] ?? "";
}

async function readAsker(
  world: HttpWorld,
  request: FastifyRequest,
  isAttended: boolean,
): Promise<Operator | undefined> {
  const bearer = /^Bearer (\S{1,200})$/.exec(request.headers.authorization ?? "")?.[1];
  if (bearer !== undefined) return readToken(world.db, bearer, world.now());
  // Whoever sends another kind of authorization is nobody: the check of origins lets such requests by.
  if (request.headers.authorization !== undefined) return undefined;
  const secret = request.cookies[sessionCookie];
  return secret === undefined ? undefined : readSession(world.db, secret, world.now(), isAttended);
}

/** How long a proof of who is at the keyboard lasts (security 4.2 row 41). */
const proofLastsMs = 5 * 60_000;

/**
 * Lets in whoever may; the default is no.
 *
 * @throws Fault `access.session.missing`, `access.right.missing`, `access.browser.needed`, `access.step-up.needed`,
 * `access.password.needed`
 */
export function assertMay(operator: Operator | undefined, route: Route, now: Date): void {
  if (route.right === "open") return;
  if (operator === undefined)
    throw new Fault("access.session.missing", "never", "nobody is signed in by this request");
  if (route.right !== "signed-in" && !mayDo(operator.role, route.right, operator.granted))
    throw new Fault("access.right.missing", "never", "the role does not include this", {
      right: route.right,
      role: operator.role,
    });
  if (!isForBrowsers(route)) return;
  const { browser, provedAt } = operator;
  // A token opens no session, changes no password and proves nobody.
  if (browser === undefined)
    throw new Fault("access.browser.needed", "never", "this takes a person at a keyboard");
  if (route.needsProof !== true) return;
  if (provedAt !== undefined && now.getTime() - provedAt.getTime() <= proofLastsMs) return;
  if (browser.hasPassword)
    throw new Fault("access.step-up.needed", "never", "the password is asked for once more");
  throw new Fault("access.password.needed", "never", "there is no password to be asked for yet");
}

/**
 * Whether somebody to whom a stream goes would be let in now, as who they were: signed in, with the same role, district
 * and schools. Where that cannot be found out it is no: the page asks again.
 */
export async function isStillLetIn(
  world: HttpWorld,
  request: FastifyRequest,
  route: Route,
  was: Operator | undefined,
): Promise<boolean> {
  try {
    const is = await whoAsks(world, request, false);
    assertMay(is, route, world.now());
    return isDeepStrictEqual(standingOf(is), standingOf(was));
  } catch {
    return false;
  }
}

function standingOf(operator: Operator | undefined): readonly unknown[] {
  return [operator?.districtId, operator?.operatorId, operator?.role, operator?.schoolIds];
}

function isForBrowsers({ name, method, needsProof }: Route): boolean {
  return needsProof === true || (method !== "GET" && name.startsWith("session."));
}

/**
 * A browser says where a request comes from. What changes something is taken from our own pages alone; a program
 * that sends a token has no browser's cookie that others could use.
 *
 * @throws Fault `request.origin.refused`
 */
export function assertOrigin(request: FastifyRequest): void {
  if (request.method === "GET" || request.headers.authorization !== undefined) return;
  const { origin, host } = request.headers;
  if (origin !== undefined && host !== undefined && URL.canParse(origin) && new URL(origin).host === host)
    return;
  throw new Fault("request.origin.refused", "never", "this request comes from another site");
}
