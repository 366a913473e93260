import assert from "node:assert/strict";
import { test } from "node:test";
import { CollectionError } from "./collection-error.ts";
import { type CountedList, countObjects } from "./count-objects.ts";
import type { RestRequest } from "./rest-fetch.ts";
import type { RestServer } from "./rest-server.ts";

const oak: CountedList = {
  name: "students of a school",
  url: new URL("https://sis.example.org/ims/oneroster/v1p1/schools/oak/students"),
  key: "users",
  filter: "",
  totalHeader: "x-total-count",
  belongs: ({ school }) => school === "oak",
};

interface Said {
  readonly status?: number;
  readonly body?: unknown;
  readonly total?: number | string;
}

/** Counts at a server that answers so, and tells how often it was asked. */
async function countAt(respond: (limit: number, url: URL) => Said, list = oak) {
  let asked = 0;
  const send = async ({ url }: RestRequest) => {
    asked += 1;
    const { status = 200, body, total } = respond(Number(url.searchParams.get("limit")), url);
    return new Response(JSON.stringify(body), {
      status,
      headers: total === undefined ? {} : { "x-total-count": String(total) },
    });
  };
  const signIn = { isTimed: false, headersFor: async () => ({}), renew: async () => false };
  const server: RestServer = { send, signIn, now: () => new Date(0), isTooMuch: () => false };
  return { ...(await countObjects(server, list)), asked };
}

const students = (count: number, school = "oak") =>
  Array.from({ length: count }, (_, at) => ({ sourcedId: `S-${at}`, school }));
const listed = (count: number, total: number | undefined, school?: string) => (limit: number) => ({
  body: { users: students(Math.min(limit, count), school) },
  ...(total === undefined ? {} : { total }),
});

test("a school's students are counted without being read", async () => {
  assert.deepEqual(await countAt(listed(412, 412)), { is: "told", count: 412, asked: 1 });
  assert.deepEqual(await countAt(listed(3, 3)), { is: "told", count: 3, asked: 1 });
  assert.deepEqual(await countAt(listed(0, 0)), { is: "told", count: 0, asked: 1 });
  assert.deepEqual(await countAt(listed(0, undefined)), { is: "told", count: 0, asked: 1 });
});

test("what a server does not announce is never guessed", async () => {
  assert.deepEqual(await countAt(listed(412, undefined)), { is: "untold", asked: 1 });
  assert.deepEqual(await countAt(listed(4, 2)), { is: "untold", asked: 1 });
  assert.deepEqual(await countAt(listed(0, 7)), { is: "untold", asked: 1 });
  assert.deepEqual(await countAt(() => ({ body: { users: students(2) }, total: "many" })), {
    ...{ is: "untold", asked: 1 },
  });
  assert.deepEqual(await countAt(() => ({ body: { error: "no" } })), { is: "untold", asked: 1 });
});

test("a server that announces the size of the page is not believed, a school of five is", async () => {
  const pageSize = (limit: number) => ({ body: { users: students(limit) }, total: limit });
  assert.deepEqual(await countAt(pageSize), { is: "untold", asked: 2 });
  assert.deepEqual(await countAt(listed(5, 5)), { is: "told", count: 5, asked: 2 });
});

test("a server that gives the students of all schools has counted something else", async () => {
  assert.deepEqual(await countAt(listed(900, 900, "elm")), { is: "other", asked: 1 });
});

test("a list that is refused is not counted, and a server that fails says so", async () => {
  for (const status of [400, 401, 403, 404])
    assert.deepEqual(await countAt(() => ({ status, body: {} })), { is: "refused", asked: 1 });
  await assert.rejects(
    countAt(() => ({ status: 503, body: {} })),
    (error) => error instanceof CollectionError && error.problem.kind === "failed",
  );
});

test("a filter goes along as the standard writes it", async () => {
  const heard: string[] = [];
  const filter = "school.sourcedId='oak'";
  await countAt(
    (limit, url) => {
      heard.push(url.searchParams.get("filter") ?? "");
      return listed(2, 2)(limit);
    },
    { ...oak, filter },
  );
  assert.deepEqual(heard, [filter]);
});
