import type { allRoutes } from "@muster/api/all-routes.ts";
import { allRights, mayDo } from "@muster/rules/access/rights.ts";
import { changePassword, proveLogin, readLoginFacts, setSecondFactor } from "@muster/sync/access/login.ts";
import type { LoginPlace } from "@muster/sync/access/operator.ts";
import { makeSecondFactor } from "@muster/sync/access/second-factor.ts";
import { closeSession, districtsOfLogin, openSession, turnTo } from "@muster/sync/access/session.ts";
import { signIn } from "@muster/sync/access/sign-in.ts";
import { takeSignInLink } from "@muster/sync/access/sign-in-link.ts";
import { Fault } from "@muster/sync/fault.ts";
import type { Answers, Door } from "../answer.ts";
import type { HttpWorld } from "../http-world.ts";

/** Answers about who is signed in. */
export const answerSession: Answers<(typeof allRoutes)["session"]> = {
  showSession: async ({ world, operator }) => {
    const { role, granted, login, schoolIds } = operator;
    const districts = await districtsOfLogin(world.db, login);
    const district = districts.find(({ districtId }) => districtId === operator.districtId);
    return {
      ...{ operatorId: operator.operatorId, name: operator.name, email: operator.email, role },
      rights: allRights.filter((right) => mayDo(role, right, granted)),
      schoolIds: schoolIds === undefined ? null : [...schoolIds],
      ...{ district: district ?? { districtId: operator.districtId, name: "" }, districts: [...districts] },
      ...(await readLoginFacts(world.db, login)),
      provedAt: operator.provedAt?.toISOString() ?? null,
    };
  },
  openSession: async ({ world, body, door }) => {
    const login = await signIn(world.db, world.keys, { ...body, code: body.code }, world.now());
    await admit(world, door, login);
    return { isDone: true };
  },
  useLink: async ({ world, body, door }) => {
    const taken = await takeSignInLink(world.db, body.link, world.now());
    if (taken === undefined) throw new Fault("access.link.ended", "never", "this link works no more");
    await admit(world, door, taken.login);
    return { purpose: taken.purpose };
  },
  closeSession: async ({ world, door }) => {
    if (door.secret !== undefined) await closeSession(world.db, door.secret);
    door.dismiss();
    return { isDone: true };
  },
  proveSession: async ({ world, operator, body, door }) => {
    await proveLogin(world, operator.login, { ...body, code: body.code, secret: door.secret }, world.now());
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
};

/** A login that has no place in any district has no page to see: it is refused like a wrong password. */
async function admit(world: HttpWorld, door: Door, login: LoginPlace): Promise<void> {
  const [first, ...others] = await districtsOfLogin(world.db, login);
  const home = [first, ...others].find((one) => one?.districtId === login.districtId) ?? first;
  if (home === undefined)
    throw new Fault("access.sign-in.refused", "never", "no district lets this login in");
  // A new id at every sign-in: what somebody planted in the browser before is worth nothing (session fixation).
  if (door.secret !== undefined) await closeSession(world.db, door.secret);
  const secret = await world.db.session(login.districtId, (session) =>
    session.write((tx) => openSession(tx, login, home.districtId, door.browser, world.now())),
  );
  door.admit(secret);
}
