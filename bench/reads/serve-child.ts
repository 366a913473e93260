/**
 * A child process of the measurement: serves provider and console on a free port, and lets so many systems and people
 * read, each signed in for themselves. The database is told as JSON in the only argument; `ServedReads` goes to stdout.
 */

import { allScopes } from "@muster/oneroster/provider/operations.ts";
import { openKnownAskers } from "@muster/server/http/known-askers.ts";
import { buildHttp } from "@muster/server/http/open-http.ts";
import { sessionCookie } from "@muster/server/http/who-asks.ts";
import { giveToken, makeClient } from "@muster/sync/access/api-clients.ts";
import { addOperator } from "@muster/sync/access/operators.ts";
import { openSession } from "@muster/sync/access/session.ts";
import { makeSignInLink, takeSignInLink } from "@muster/sync/access/sign-in-link.ts";
import { chooseDistrict } from "@muster/sync/directory/districts.ts";
import { bringUpToDate } from "@muster/sync/directory/provide/open-provision.ts";
import { openHomeKeys } from "@muster/sync/keys/home-keys.ts";
import { openQueue } from "@muster/sync/queue/queue.ts";
import { keepOpenFindings } from "@muster/sync/report/problems/open-findings.ts";
import { type BenchDatabase, openForMuster } from "../bench-database.ts";

/** What the parent reads. */
export interface ServedReads {
  readonly port: number;
  readonly districtId: number;
  /** From a directory that nobody had read to one that is ready to be. */
  readonly readyMs: number;
  /** Of the systems. */
  readonly tokens: readonly string[];
  /** Of the people. */
  readonly cookies: readonly string[];
}

// A checked edge: only measure-reads.ts starts this program.
const { database, clients } = JSON.parse(process.argv[2] ?? "") as {
  readonly database: BenchDatabase;
  readonly clients: number;
};
const now = (): Date => new Date();
const db = await openForMuster(database);
const { districtId } = await chooseDistrict(db, undefined);
const began = performance.now();
await bringUpToDate(db, districtId, now);
const readyMs = performance.now() - began;
await keepOpenFindings(db, districtId);
const tokens: string[] = [];
for (let n = 0; n < clients; n += 1) {
  const what = { name: `reader ${n}`, scopes: [] };
  const { client } = await db.session(districtId, (session) =>
    session.write((tx) => makeClient(tx, districtId, what, "bench", now())),
  );
  tokens.push(
    await giveToken(db, { districtId, client, name: what.name, scopes: allScopes }, allScopes, now()),
  );
}
const cookies = await signIn();
const app = await buildHttp(
  {
    ...{ db, now, home: database.home, keys: await openHomeKeys(database.home), mail: undefined },
    ...{ queue: await openQueue(db, { isWorker: false }), allowsPrivateHosts: false },
    ...{ publicUrl: () => "https://muster.example.org", log: () => undefined, dropPort: () => undefined },
    askers: openKnownAskers(),
  },
  { trustsProxy: false },
);
await app.listen({ host: "127.0.0.1", port: 0 });
const address = app.server.address();
const port = typeof address === "object" && address !== null ? address.port : 0;
const served: ServedReads = { port, districtId, readyMs, tokens, cookies };
process.stdout.write(`${JSON.stringify(served)}\n`);

/** One person in as many browsers. */
async function signIn(): Promise<readonly string[]> {
  const who = {
    ...{ name: "Reader", email: `reader-${process.pid}@bench.example.org` },
    ...{ role: "owner" as const, schoolIds: [] },
  };
  const link = await db.session(districtId, (session) =>
    session.write(async (tx) => {
      const { loginId } = await addOperator(tx, districtId, who, "bench", now());
      return makeSignInLink(tx, { districtId, loginId }, "invitation", "bench", now());
    }),
  );
  const taken = await takeSignInLink(db, link, now());
  if (taken === undefined) throw new Error("the invitation was just made");
  const browser = { address: "127.0.0.1", agent: "bench" };
  const opened: string[] = [];
  for (let n = 0; n < clients; n += 1)
    opened.push(
      await db.session(districtId, (session) =>
        session.write((tx) => openSession(tx, taken.login, districtId, browser, now())),
      ),
    );
  return opened.map((secret) => `${sessionCookie}=${secret}`);
}
