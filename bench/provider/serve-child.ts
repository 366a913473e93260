/**
 * A child process of the measurement: serves the provider on a free port and lets so many systems read, each with a
 * token of its own. The database is told as JSON in the only argument; `{ port, readyMs, tokens }` goes to stdout.
 */

import { allScopes } from "@muster/oneroster/provider/operations.ts";
import { buildHttp } from "@muster/server/http/open-http.ts";
import { giveToken, makeClient } from "@muster/sync/access/api-clients.ts";
import { chooseDistrict } from "@muster/sync/directory/districts.ts";
import { bringUpToDate } from "@muster/sync/directory/provide/open-provision.ts";
import { openHomeKeys } from "@muster/sync/keys/home-keys.ts";
import { openQueue } from "@muster/sync/queue/queue.ts";
import { type BenchDatabase, openForMuster } from "../bench-database.ts";

/** What the parent reads. */
export interface ServedProvider {
  readonly port: number;
  readonly districtId: number;
  /** From a directory that nobody had read to one that is ready to be. */
  readonly readyMs: number;
  readonly tokens: readonly string[];
}

// A checked edge: only measure-provider.ts starts this program.
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
const app = await buildHttp(
  {
    ...{ db, now, home: database.home, keys: await openHomeKeys(database.home), mail: undefined },
    ...{ queue: await openQueue(db, { isWorker: false }), allowsPrivateHosts: false },
    ...{ publicUrl: () => "https://muster.example.org", log: () => undefined, dropPort: () => undefined },
  },
  { trustsProxy: false },
);
await app.listen({ host: "127.0.0.1", port: 0 });
const address = app.server.address();
const port = typeof address === "object" && address !== null ? address.port : 0;
const served: ServedProvider = { port, districtId, readyMs, tokens };
process.stdout.write(`${JSON.stringify(served)}\n`);
