import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { test } from "node:test";
import { createDistrict, districtSizes } from "@muster/sandbox/district.ts";
import { writeRoster } from "@muster/sandbox/write-roster.ts";
import { exportDirectory } from "@muster/sync/directory/export-directory.ts";
import { runSync } from "@muster/sync/run/run-sync.ts";
import type { TestDistrict } from "@muster/sync/run/test-district.ts";
import { testConnection } from "@muster/sync/source/network/test-connection.ts";
import { oneRosterRestSource } from "@muster/sync/source/oneroster-rest/oneroster-rest-source.ts";
import { countByHand, readRoster } from "@muster/sync/source/test-read-roster.ts";
import { withTestHttp } from "../http/test-http.ts";
import { addClient, objectsIn, type Read, readerOf } from "./test-provider.ts";

const roster = createDistrict({
  ...{ ...districtSizes.practice, schools: 2, students: 40, guardians: 48, staff: 16 },
  ...{ classes: 40, enrollments: 240 },
});

/** The files of a district, by name, as an export has them. */
async function exported({ db, districtId, folder }: TestDistrict): Promise<ReadonlyMap<string, string>> {
  const at = folder("out");
  const files = await exportDirectory(db, { districtId, folder: at });
  const texts = files.map(async ({ file }) => [file, await readFile(path.join(at, file), "utf8")] as const);
  return new Map(await Promise.all(texts));
}

async function syncFolder(district: TestDistrict, folder: string): Promise<void> {
  const { world, districtId, sourceId } = district;
  const request = { districtId, sourceId, path: folder, operator: "nightly", applies: true };
  const result = await runSync(world, request);
  assert.equal(result.outcome, "applied");
}

/** As a product for classrooms asks: from a teacher to their classes, from a class to its students and its term's periods. */
async function walkAsClassrooms(ask: Read): Promise<void> {
  const [teacher] = objectsIn(await ask("1.2", "/teachers?limit=1"));
  const email = teacher?.email?.toUpperCase() ?? "";
  const byMail = await ask("1.2", `/teachers?filter=email='${email}'&limit=10000`);
  assert.deepEqual(objectsIn(byMail), [teacher]);
  const taught = await ask(
    "1.2",
    `/teachers/${teacher?.sourcedId}/classes?limit=10000&filter=status='active'`,
  );
  const [cls] = objectsIn(taught);
  for (const { sourcedId } of cls?.terms ?? []) {
    const periods = await ask("1.2", `/terms/${sourcedId}/gradingPeriods?limit=10000`);
    assert.ok(
      Array.isArray(periods.body.academicSessions),
      "a class's session counts as a term, whatever its type",
    );
  }
  const students = objectsIn(await ask("1.2", `/classes/${cls?.sourcedId}/students?limit=10000`));
  assert.ok(students.length > 0 && students.every((student) => "email" in student));
}

test("a Muster that reads from a Muster holds the same directory, line by line, by 1.1 and by 1.2", async () => {
  await withTestHttp(async (http) => {
    const { app, district } = http;
    const provided = await district.another("Provided");
    const folder = provided.folder("sis");
    await writeRoster(roster, folder, { form: "oneroster-1.2", guardians: "in-users" });
    await syncFolder(provided, folder);
    const client = await addClient(provided);
    await app.listen({ host: "127.0.0.1", port: 0 });
    const { port } = app.server.address() as AddressInfo;
    const expected = await exported(provided);
    await walkAsClassrooms(await readerOf(http, provided));
    for (const version of ["1.1", "1.2"]) {
      const reading = await district.another(`Reading ${version}`);
      const arrival = reading.folder("arrival");
      await mkdir(arrival, { recursive: true });
      const values = {
        ...{ address: `http://127.0.0.1:${port}`, vendor: `generic-${version}`, "page-size": "37" },
        ...{ "client-id": client.clientId, "client-secret": client.secret },
      };
      const connection = testConnection({ values, folder: arrival });
      const { schools } = await oneRosterRestSource.look(connection);
      const delivery = await oneRosterRestSource.fetch(connection);
      assert.deepEqual([...new Set(delivery.proofs.map(({ by }) => by))], ["total"]);
      assert.deepEqual(delivery.findings, []);
      const there = countByHand(await readRoster(delivery.path));
      assert.equal(schools.length, there.size);
      for (const { sourcedId, name, students, teachers, classes } of schools) {
        const { staff: _, ...counted } = there.get(sourcedId) ?? { staff: 0 };
        assert.deepEqual({ students, teachers, classes }, counted, `${version} ${name}`);
      }
      await syncFolder(reading, delivery.path);
      const read = await exported(reading);
      assert.deepEqual([...read.keys()], [...expected.keys()]);
      for (const [file, text] of expected) assert.deepEqual(linesOf(read.get(file)), linesOf(text), file);
    }
  });
});

function linesOf(text: string | undefined): readonly string[] {
  return (text ?? "").split("\r\n");
}
