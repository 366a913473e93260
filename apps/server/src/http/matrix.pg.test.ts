import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf } from "@muster/api/address-of.ts";
import { allRoutes } from "@muster/api/all-routes.ts";
import type { Route } from "@muster/api/route.ts";
import { allRoles, mayDo, type Role } from "@muster/rules/access/rights.ts";
import type { TestDistrict } from "@muster/sync/run/test-district.ts";
import type { RouteExample } from "./examples/route-example.ts";
import { routeExamples } from "./examples/route-examples.ts";
import type { TestCaller } from "./test-caller.ts";
import { type TestHttp, type TestVisitor, withTestHttp } from "./test-http.ts";

/** A number that no record of any district has. */
const unknownId = 999_999_999;

test("every route answers every role of every district as its rights say, and tells nothing of another district", async (t) => {
  await withTestHttp(async (http) => {
    const visitors = new Map<Role, TestVisitor>();
    for (const role of allRoles) visitors.set(role, await http.as(role));
    let cells = 0;
    for (const [route, example] of routesWithExamples()) {
      const nobody = await askAs(http.stranger.ask, route, example, http.district);
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
    const expected = mayAsk ? (example.status ?? 200) : 403;
    assert.equal(own.status, expected, `${name(route, role)}: ${own.code}`);
  }
  if (example.params === undefined) return 1;
  const unknown = await askAs(
    visitor.ask,
    route,
    { ...example, params: unknownParams(example) },
    http.district,
  );
  const expected = mayAsk ? 404 : 403;
  assert.equal(unknown.status, expected, `${name(route, role)} of an unknown id: ${unknown.code}`);
  if (example.namesWord === true) return 2;
  const foreign = await askAs(visitor.ask, route, example, http.other);
  assert.equal(foreign.status, expected, `${name(route, role)} of another district: ${foreign.code}`);
  assert.equal(foreign.said, unknown.said, `${name(route, role)}: a foreign id is told from an unknown one`);
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

/** How a cell of the matrix was answered. */
interface Answered {
  readonly status: number;
  readonly code: string | undefined;
  /** All of a refusal, without the ids that were asked for. */
  readonly said: string;
}

async function askAs(
  ask: TestCaller["ask"],
  route: Route,
  example: RouteExample,
  of: TestDistrict,
): Promise<Answered> {
  const params = (await example.params?.(of)) ?? {};
  const body = await example.body?.(of);
  const address = addressOf(route, { params, query: example.query });
  const { status, problem } = await ask(route.method, address, body);
  const said = Object.values(params).reduce<string>(
    (text, asked) => text.replaceAll(String(asked), "what was asked for"),
    JSON.stringify(problem ?? {}),
  );
  return { status, code: problem?.code, said };
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
