import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldRules } from "@muster/oneroster/provider/fields.ts";
import { mistakesOf } from "@muster/oneroster/provider/mistakes-of.ts";
import { operations } from "@muster/oneroster/provider/operations.ts";
import { createDistrict, districtSizes } from "@muster/sandbox/district.ts";
import { readOpenApi, skipsOpenApi } from "@muster/sandbox/stand-in/oneroster/test-open-api.ts";
import { writeRoster } from "@muster/sandbox/write-roster.ts";
import { runSync } from "@muster/sync/run/run-sync.ts";
import { type TestHttp, withTestHttp } from "../http/test-http.ts";
import { addClient, askToken, objectsIn, type Read, read, tokenIn, walkAll } from "./test-provider.ts";

const roster = createDistrict({
  ...{ ...districtSizes.practice, schools: 2, students: 40, guardians: 48, staff: 16 },
  ...{ classes: 40, enrollments: 240 },
});

/** A made-up district with terms, courses, homerooms, aides and families, and somebody who reads it. */
async function openDistrict(http: TestHttp): Promise<Read> {
  const district = await http.district.another("Sandbox");
  const { world, districtId, sourceId } = district;
  const folder = district.folder("sis");
  await writeRoster(roster, folder, { form: "oneroster-1.2", guardians: "in-users" });
  await runSync(world, { districtId, sourceId, path: folder, operator: "nightly", applies: true });
  const token = tokenIn(await askToken(http, await addClient(district)));
  return (version, path) => read(http, token, version, path);
}

/** Questions that are refused, by the path whose answer they are. */
const refused: readonly (readonly [path: string, template: string])[] = [
  ["/users/nobody", "/users/:sourcedId"],
  ["/users?filter=shoes='9'", "/users"],
  ["/users?fields=shoes", "/users"],
  ["/users?sort=shoes", "/users"],
  ["/users?limit=0", "/users"],
];

test("every answer, walked to the end, is as the standard's own OpenAPI files say", {
  skip: skipsOpenApi,
}, async (t) => {
  await withTestHttp(async (http) => {
    const ask = await openDistrict(http);
    for (const version of ["1.1", "1.2"] as const) {
      const api = readOpenApi(version);
      const asked = new Set<string>();
      let objects = 0;
      for await (const { path, template, answer } of walkAll(ask, version, 50)) {
        assert.equal(answer.status, 200, path);
        assert.deepEqual(api.mistakes(template, 200, answer.body), [], path);
        const listing = operations.find((one) => one.path === template)?.listing;
        assert.ok(listing);
        const given = objectsIn(answer);
        for (const object of given)
          assert.deepEqual(mistakesOf(object, fieldRules[version][listing.base]), [], path);
        objects += given.length;
        asked.add(template);
      }
      t.diagnostic(`${version}: ${asked.size} endpoints, ${objects} objects`);
      for (const [path, template] of refused) {
        const { status, body } = await ask(version, path);
        assert.ok(status === 400 || status === 404, path);
        assert.deepEqual(api.mistakes(template, status, body), [], path);
      }
      const { status, body } = await read(http, "", version, "/users");
      assert.deepEqual([status, api.mistakes("/users", status, body)], [401, []]);
    }
  });
});
