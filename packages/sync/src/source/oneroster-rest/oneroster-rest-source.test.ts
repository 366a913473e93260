import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import { createDistrict, districtSizes } from "@muster/sandbox/district.ts";
import {
  type OneRosterStandInOptions,
  startOneRosterStandIn,
} from "@muster/sandbox/stand-in/oneroster/start-oneroster-stand-in.ts";
import { writeRoster } from "@muster/sandbox/write-roster.ts";
import { describeSource } from "../source-suite.ts";
import type { StandIn } from "../source-suite-world.ts";
import { oneRosterRestSource } from "./oneroster-rest-source.ts";

const district = createDistrict(districtSizes.practice);
const secret = "canary-secret-5517";
const birthDate = "2013-05-17";

/** A vendor that sends along what nobody asked for. */
const oversharing: NonNullable<OneRosterStandInOptions["vary"]> = (record, collection) =>
  collection === "users" ? { ...record, birthDate, metadata: { dob: birthDate } } : record;

/** Both sides go by the same clock. */
const now = () => new Date();

/** How many rows the same district has as files of 1.2. */
async function writtenRows(t: TestContext): Promise<Record<string, number>> {
  const folder = await mkdtemp(path.join(tmpdir(), "muster-written-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const written = await writeRoster(district, folder, {
    ...{ form: "oneroster-1.2", guardians: "in-users", manifest: false },
  });
  return Object.fromEntries(written.map(({ file, rows }) => [file, rows]));
}

async function start(
  t: TestContext,
  options: Pick<OneRosterStandInOptions, "version" | "auth">,
  values: Record<string, string>,
): Promise<StandIn> {
  const server = await startOneRosterStandIn({ roster: district, vary: oversharing, now, ...options });
  t.after(() => server.close());
  return {
    values: {
      address: server.origin,
      "client-id": "district-1",
      "client-secret": secret,
      "page-size": "45",
      ...values,
    },
    faults: server.faults,
    rows: await writtenRows(t),
    canaries: [secret, birthDate, "sandbox-token"],
    large: { route: "users", file: "users.csv" },
    needed: "enrollments",
    spare: { route: "courses", file: "courses.csv" },
    now,
    hasTokens: options.auth.kind === "oauth2",
  };
}

const scopes = ["roster-core.readonly", "roster.readonly"];
const oauth2 = { kind: "oauth2", clientId: "district-1", clientSecret: secret, scopes } as const;

describeSource("OneRoster 1.1 with signed requests", {
  kind: oneRosterRestSource,
  start: (t) =>
    start(
      t,
      { version: "1.1", auth: { kind: "oauth1", key: "district-1", secret } },
      { vendor: "generic-1.1", "sign-in": "oauth1-sha1" },
    ),
});

describeSource("OneRoster 1.2 with tokens", {
  kind: oneRosterRestSource,
  start: (t) => start(t, { version: "1.2", auth: oauth2 }, { vendor: "generic-1.2" }),
});
