import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { testConnection } from "../network/test-connection.ts";
import { openClever } from "./client.ts";
import { readCollection } from "./read-collection.ts";
import { cleverSettings } from "./settings.ts";

const idOf = (number: number): string => number.toString(16).padStart(24, "0");

/** Reads seven students, two to a page, from a server whose links say where the next page begins as `link` does. */
async function read(link: (last: number) => number): Promise<{ ids: string[]; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const after = new URL(request.url ?? "", "http://clever.test").searchParams.get("starting_after") ?? "0";
    asked.push(String(Number.parseInt(after, 16)));
    const numbers = [1, 2, 3, 4, 5, 6, 7].filter((number) => number > Number.parseInt(after, 16)).slice(0, 2);
    const last = numbers.at(-1);
    const uri = `/v3.0/users?limit=2&starting_after=${idOf(link(last ?? 0))}`;
    const links = [
      { rel: "self", uri: request.url },
      ...(last === 7 || last === undefined ? [] : [{ rel: "next", uri }]),
    ];
    response.end(JSON.stringify({ data: numbers.map((number) => ({ data: { id: idOf(number) } })), links }));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const values = { "district-id": idOf(9), "district-token": "token", "base-url": origin };
  const connection = testConnection({ values });
  const settings = cleverSettings(values);
  const client = openClever(connection, settings);
  try {
    const ids: string[] = [];
    const reading = { client, connection, host: settings.host, pageSize: 2 };
    for await (const objects of readCollection(reading, { name: "students", path: "/users" }))
      ids.push(...objects.map(({ id }) => String(id)));
    return { ids, asked };
  } finally {
    client.close();
    server.close();
  }
}

const everybody = [1, 2, 3, 4, 5, 6, 7].map(idOf);

test("every page is asked for once, from the last student on", async () => {
  assert.deepEqual(await read((last) => last), { ids: everybody, asked: ["0", "2", "4", "6", "7"] });
});

test("a link that leads past students is found out by the page itself, and believed no more", async () => {
  const { ids, asked } = await read((last) => last + 1);
  assert.deepEqual(ids, everybody);
  assert.deepEqual(asked, ["0", "3", "2", "4", "6", "7"]);
});
