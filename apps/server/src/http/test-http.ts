import type { Role } from "@muster/rules/access/rights.ts";
import { addOperator } from "@muster/sync/access/operators.ts";
import { openSession } from "@muster/sync/access/session.ts";
import { makeSignInLink, takeSignInLink } from "@muster/sync/access/sign-in-link.ts";
import { openQueue } from "@muster/sync/queue/queue.ts";
import { smallRoster, type TestDistrict, withTestDistrict } from "@muster/sync/run/test-district.ts";
import type { FastifyInstance } from "fastify";
import { openHttpFigures } from "./http-figures.ts";
import type { HttpWorld } from "./http-world.ts";
import { openKnownAskers } from "./known-askers.ts";
import { buildHttp } from "./open-http.ts";
import { callerWith, type TestCaller, testOrigin } from "./test-caller.ts";
import { sessionCookie } from "./who-asks.ts";

/** Somebody who is signed in to a district. */
export interface TestVisitor extends TestCaller {
  readonly cookie: string;
  readonly operatorId: number;
}

/** The interface over a real database, with a district that was synced on Monday, and another that is nobody's here. */
export interface TestHttp {
  readonly app: FastifyInstance;
  readonly world: HttpWorld;
  readonly district: TestDistrict;
  readonly other: TestDistrict;
  /** Signs somebody in; a school administrator has the first school of the district. */
  readonly as: (role: Role, where?: TestDistrict) => Promise<TestVisitor>;
  /** Nobody is signed in. */
  readonly stranger: TestCaller;
}

export async function withTestHttp(work: (http: TestHttp) => Promise<void>): Promise<void> {
  await withTestDistrict(async (district) => {
    const { db, world: runWorld } = district;
    const other = await district.another("Elsewhere");
    await beginNumbersAt(other, 600_000);
    for (const each of [district, other]) await each.sync(smallRoster);
    const queue = await openQueue(db, { isWorker: false });
    const world: HttpWorld = {
      ...{ db, queue, home: runWorld.home, keys: runWorld.keys, now: runWorld.now },
      ...{
        mail: undefined,
        askers: openKnownAskers(),
        allowsPrivateHosts: false,
        publicUrl: () => testOrigin,
        figures: openHttpFigures(),
        log: () => undefined,
        beatMs: 300,
      },
    };
    const app = await buildHttp(world, { trustsProxy: false });
    try {
      const as = (role: Role, where = district): Promise<TestVisitor> => signInAs(app, world, where, role);
      await work({ app, world, district, other, as, stranger: callerWith(app, "") });
    } finally {
      await app.close();
      await queue.close();
    }
  });
}

/** So that a number of the one district is never by chance one of the other. */
async function beginNumbersAt({ db, districtId }: TestDistrict, first: number): Promise<void> {
  const series = [
    "run",
    "plan",
    "snapshot",
    "source",
    "operator",
    "login",
    "api-token",
    "season",
    "notice recipient",
  ];
  await db.session(districtId, (session) =>
    session.write(async (tx) => {
      await tx.query("update district set next_id = $2 where district_id = $1", [districtId, first]);
      await tx.query("insert into counter (district_id, name, value) select $1, unnest($2::text[]), $3", [
        ...[districtId, series, first],
      ]);
    }),
  );
}

async function signInAs(
  app: FastifyInstance,
  world: HttpWorld,
  of: TestDistrict,
  role: Role,
): Promise<TestVisitor> {
  const { districtId } = of;
  const { operatorId, loginId } = await invite(world, of, role);
  const browser = { address: "127.0.0.1", agent: "test" };
  const secret = await world.db.session(districtId, (session) =>
    session.write((tx) => openSession(tx, { districtId, loginId }, districtId, browser, world.now())),
  );
  const cookie = `${sessionCookie}=${secret}`;
  return { ...callerWith(app, cookie), cookie, operatorId };
}

/** Somebody new who has followed the link of their invitation. */
async function invite(
  world: HttpWorld,
  { districtId, one }: TestDistrict,
  role: Role,
): Promise<{ readonly operatorId: number; readonly loginId: number }> {
  const now = world.now();
  const email = `${role}-${Math.random().toString(36).slice(2)}@office.example.org`;
  const oak = await one<{ id: number }>("select min(school_id) as id from school where district_id = $1");
  const schoolIds = role === "school-admin" ? [oak?.id ?? 0] : [];
  const made = await world.db.session(districtId, (session) =>
    session.write(async (tx) => {
      const who = { name: `Olga ${role}`, email, role, schoolIds };
      const operator = await addOperator(tx, districtId, who, "test", now);
      const login = { districtId, loginId: operator.loginId };
      return { ...operator, link: await makeSignInLink(tx, login, "invitation", "test", now) };
    }),
  );
  await takeSignInLink(world.db, made.link, now);
  return made;
}
