import assert from "node:assert/strict";
import { test } from "node:test";
import { allRoutes } from "@muster/api/all-routes.ts";
import { apiRoot, type Route } from "@muster/api/route.ts";
import { allRoles, mayDo, type Role } from "@muster/rules/access/rights.ts";
import type { TestDistrict } from "@muster/sync/run/test-district.ts";
import type { RouteExample } from "./examples/route-example.ts";
import { routeExamples } from "./examples/route-examples.ts";
import { type TestAnswer, type TestHttp, type TestVisitor, withTestHttp } from "./test-http.ts";

/** A number that no record of any district has. */
const unknownId = 999_999_999;

test("every route answers every role of every district as its rights say, and tells nothing of another district", async (t) => {
  await withTestHttp(async (http) => {
    const visitors = new Map<Role, TestVisitor>();
    for (const role of allRoles) visitors.set(role, await http.as(role));
    let cells = 0;
    for (const [route, example] of routesWithExamples()) {
      const nobody = await askAs(http.stranger, route, example, http.district);
      if (route.right === "open") assert.equal(nobody.status, example.status ?? 200, name(route, "nobody"));
      else assert.equal(nobody.status, 401, name(route, "nobody"));
      cells += 1;
      for (const role of allRoles) {
        const visitor = visitors.get(role) as TestVisitor;
        cells += await checkRole(http, visitor, role, route, example);
      }
    }
    t.diagnostic(`${cells} cells`);
  });
});

async function checkRole(
  http: TestHttp,
  visitor: TestVisitor,
  role: Role,
  route: Route,
  example: RouteExample,
): Promise<number> {
  const mayAsk = route.right === "open" || route.right === "signed-in" || mayDo(role, route.right);
  if (example.endsSession !== true) {
    const own = await askAs(visitor.ask, route, example, http.district);
    assert.equal(
      own.status,
      mayAsk ? (example.status ?? 200) : 403,
      `${name(route, role)}: ${own.body?.code}`,
    );
  }
  if (example.params === undefined) return 1;
  const unknown = await askAs(
    visitor.ask,
    route,
    { ...example, params: unknownParams(example) },
    http.district,
  );
  const expected = mayAsk ? 404 : 403;
  assert.equal(unknown.status, expected, `${name(route, role)} of an unknown id: ${unknown.body?.code}`);
  if (example.namesWord === true) return 2;
  const foreign = await askAs(visitor.ask, route, example, http.other);
  assert.equal(foreign.status, expected, `${name(route, role)} of another district: ${foreign.body?.code}`);
  assert.deepEqual(Object.keys(foreign.body), Object.keys(unknown.body));
  assert.equal(foreign.body.code, unknown.body.code);
  return 3;
}

function unknownParams({ params }: RouteExample): NonNullable<RouteExample["params"]> {
  return async (of) => {
    const own = (await params?.(of)) ?? {};
    return Object.fromEntries(
      Object.entries(own).map(([key, value]) => [
        key,
        typeof value === "number" ? unknownId : "nobody-has-this",
      ]),
    );
  };
}

async function askAs(
  ask: TestVisitor["ask"],
  route: Route,
  example: RouteExample,
  of: TestDistrict,
): Promise<TestAnswer> {
  const params = (await example.params?.(of)) ?? {};
  const address = route.path.replaceAll(/:(\w+)/g, (_, key: string) =>
    encodeURIComponent(String(params[key])),
  );
  const query = new URLSearchParams(example.query ?? {}).toString();
  const body = await example.body?.(of);
  return ask(route.method, `${apiRoot}${address}${query === "" ? "" : `?${query}`}`, body);
}

function routesWithExamples(): readonly (readonly [Route, RouteExample])[] {
  return Object.entries(allRoutes).flatMap(([resource, routes]) => {
    const examples = routeExamples[resource as keyof typeof routeExamples] as Readonly<
      Record<string, RouteExample>
    >;
    return Object.entries(routes as Readonly<Record<string, Route>>).map(([key, route]) => {
      const example = examples[key];
      if (example === undefined) throw new Error(`the matrix has no entry for ${route.name}`);
      return [route, example] as const;
    });
  });
}

function name(route: Route, who: string): string {
  return `${route.method} ${route.path} as ${who}`;
}
