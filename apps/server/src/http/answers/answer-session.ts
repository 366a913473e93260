import { setTimeout as sleep } from "node:timers/promises";
import type { allRoutes } from "@muster/api/all-routes.ts";
import { allRights, mayDo } from "@muster/rules/access/rights.ts";
import { writeAudit } from "@muster/sync/access/audit.ts";
import {
  changePassword,
  dropSecondFactor,
  proveLogin,
  readLoginFacts,
  setSecondFactor,
} from "@muster/sync/access/login.ts";
import { type LoginPlace, signatureOf } from "@muster/sync/access/operator.ts";
import { makeSecondFactor } from "@muster/sync/access/second-factor.ts";
import {
  closeOtherSessions,
  closeSession,
  districtsOfLogin,
  idleMs,
  listBrowsers,
  openSession,
  readOperatorOf,
  turnTo,
} from "@muster/sync/access/session.ts";
import { proveCode, signIn } from "@muster/sync/access/sign-in.ts";
import { type LinkPurpose, readSignInLink, takeSignInLink } from "@muster/sync/access/sign-in-link.ts";
import { readDistrictSettings } from "@muster/sync/directory/settings.ts";
import { Fault } from "@muster/sync/fault.ts";
import type { Answers, Door } from "../answer.ts";
import type { HttpWorld } from "../http-world.ts";

/** Answers about who is signed in. */
export const answerSession: Answers<(typeof allRoutes)["session"]> = {
  showSession: async ({ world, operator }) => {
    const { role, granted, login, schoolIds } = operator;
    const districts = await districtsOfLogin(world.db, login);
    const { districtId } = operator;
    const name = districts.find((one) => one.districtId === districtId)?.name ?? "";
    const settings = await world.db.session(districtId, (session) =>
      session.read((tx) => readDistrictSettings(tx, districtId)),
    );
    const district = { districtId, name, zone: settings["district.time-zone"] };
    return {
      ...{ operatorId: operator.operatorId, name: operator.name, email: operator.email, role },
      rights: allRights.filter((right) => mayDo(role, right, granted)),
      schoolIds: schoolIds === undefined ? null : [...schoolIds],
      ...{ district, districts: [...districts] },
      ...(await readLoginFacts(world.db, login)),
      provedAt: operator.provedAt?.toISOString() ?? null,
      isToken: operator.browser === undefined,
      endsAt: operator.browser?.endsAt.toISOString() ?? null,
      idleMinutes: idleMs / 60_000,
    };
  },
  openSession: async ({ world, body, door }) => {
    const credentials = { ...body, code: body.code, address: door.browser.address };
    const login = await alike(() => signIn(world, credentials, world.now()));
    await admit(world, door, login, "password");
    return { isDone: true };
  },
  useLink: async ({ world, body, door }) => {
    const link = await readSignInLink(world.db, body.link, world.now());
    if (link?.needsCode === true) await proveCode(world, link.login, body.code, world.now());
    const taken = link && (await takeSignInLink(world.db, body.link, world.now()));
    if (taken === undefined) throw new Fault("access.link.ended", "never", "this link works no more");
    await admit(world, door, taken.login, taken.purpose);
    const { hasPassword } = await readLoginFacts(world.db, taken.login);
    return { purpose: taken.purpose, hasPassword };
  },
  closeSession: async ({ world, door }) => {
    if (door.secret !== undefined) await closeSession(world.db, door.secret);
    door.dismiss();
    return { isDone: true };
  },
  proveSession: async ({ world, operator, body, door }) => {
    const { address } = door.browser;
    const typed = { ...body, code: body.code, address, secret: door.secret };
    await alike(() => proveLogin(world, operator.login, typed, world.now()));
    return { isDone: true };
  },
  turnSession: async ({ world, operator, body, door }) => {
    const { secret } = door;
    if (secret === undefined || !(await turnTo(world.db, secret, operator.login, body.districtId)))
      throw new Fault("request.path.unknown", "never", "there is no such district");
    return { isDone: true };
  },
  setPassword: async ({ world, operator, body, door }) => {
    const { current, password } = body;
    await changePassword(world, operator, { current, password, secret: door.secret }, world.now());
    return { isDone: true };
  },
  offerSecondFactor: async ({ operator }) => makeSecondFactor(operator.email),
  setSecondFactor: async ({ world, operator, body }) => {
    await setSecondFactor(world, operator.login, body, world.now());
    return { isDone: true };
  },
  dropSecondFactor: async ({ world, operator }) => {
    await dropSecondFactor(world.db, operator.login);
    return { isDone: true };
  },
  listBrowsers: async ({ world, operator, door }) => {
    const { login } = operator;
    const open = await world.db.session(login.districtId, (session) =>
      session.read((tx) => listBrowsers(tx, login, door.secret, world.now())),
    );
    return { items: open.map((one, index) => ({ ...one, browser: index + 1 })) };
  },
  closeOtherBrowsers: async ({ world, operator, door }) => {
    const { login } = operator;
    await world.db.session(login.districtId, (session) =>
      session.write((tx) => closeOtherSessions(tx, login, door.secret)),
    );
    return { isDone: true };
  },
};

/** A refusal takes so long at least, ms: how long it took tells nothing of whether there is such a login. */
const refusalMs = 250;

async function alike<T>(work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  try {
    return await work();
  } catch (error) {
    await sleep(Math.max(0, refusalMs - (performance.now() - began)));
    throw error;
  }
}

/** A login that has no place in any district has no page to see: it is refused like a wrong password. */
async function admit(
  world: HttpWorld,
  door: Door,
  login: LoginPlace,
  by: "password" | LinkPurpose,
): Promise<void> {
  const [first, ...others] = await districtsOfLogin(world.db, login);
  const home = [first, ...others].find((one) => one?.districtId === login.districtId) ?? first;
  if (home === undefined)
    throw new Fault("access.sign-in.refused", "never", "no district lets this login in");
  // A new id at every sign-in: what somebody planted in the browser before is worth nothing (session fixation).
  if (door.secret !== undefined) await closeSession(world.db, door.secret);
  const secret = await world.db.session(login.districtId, (session) =>
    session.write((tx) => openSession(tx, login, home.districtId, door.browser, world.now())),
  );
  const operator = await readOperatorOf(world.db, home.districtId, login);
  const who = operator === undefined ? "" : signatureOf(operator);
  const facts = { by, address: door.browser.address };
  await world.db.session(home.districtId, (session) =>
    session.write((tx) =>
      writeAudit(tx, home.districtId, { at: world.now(), who, act: "session.open", facts }),
    ),
  );
  door.admit(secret);
}
