import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldRules } from "./fields.ts";
import { pageLinks } from "./page-links.ts";
import { parseFilter } from "./parse-filter.ts";
import { type ListQuery, parseListQuery } from "./parse-query.ts";
import type { Refusal } from "./status-info.ts";

const users = fieldRules["1.2"].users;
const parse = (text: string): ListQuery | Refusal => parseListQuery(new URLSearchParams(text), users);

test("answers 100 objects from the first on, in the order of their ids, to whoever asks for nothing else", () => {
  const all = { sort: undefined, isDescending: false, filter: undefined, fields: undefined };
  assert.deepEqual(parse(""), { limit: 100, offset: 0, ...all });
  assert.deepEqual(parse("limit=10000&offset=20000&unknown=1"), { limit: 10_000, offset: 20_000, ...all });
});

test("refuses a page larger than it gives instead of giving a shorter one", () => {
  for (const limit of ["0", "-1", "10001", "all", "1.5", "", "1e3"])
    assert.equal((parse(`limit=${limit}`) as Refusal).minor, "invaliddata", limit);
  assert.equal((parse("offset=-1") as Refusal).minor, "invaliddata");
});

test("refuses fields that the standard does not know, each in its own words", () => {
  assert.equal((parse("sort=shoeSize") as Refusal).minor, "invalid_sort_field");
  assert.equal((parse("filter=shoeSize='9'") as Refusal).minor, "invalid_filter_field");
  assert.equal((parse("fields=sourcedId,shoeSize") as Refusal).minor, "invalid_selection_field");
  assert.equal((parse("orderBy=upwards") as Refusal).minor, "invaliddata");
  // A name that every object of the language has is no field.
  assert.equal((parse("fields=constructor") as Refusal).minor, "invalid_selection_field");
});

test("reads comparisons as readers write them: with blanks, doubled quotes, joined by AND or OR", () => {
  assert.deepEqual(parseFilter("familyName='O''Hara'"), {
    terms: [{ field: "familyName", operator: "=", value: "O'Hara" }],
    joinedBy: "and",
  });
  assert.deepEqual(parseFilter(" status != 'tobedeleted' or dateLastModified>='2026-09-01T00:00:00Z' "), {
    terms: [
      { field: "status", operator: "!=", value: "tobedeleted" },
      { field: "dateLastModified", operator: ">=", value: "2026-09-01T00:00:00Z" },
    ],
    joinedBy: "or",
  });
  assert.deepEqual(parseFilter("title~' AND status=''x'''"), {
    terms: [{ field: "title", operator: "~", value: " AND status='x'" }],
    joinedBy: "and",
  });
});

test("refuses a filter that it would have to guess at", () => {
  const refused = [
    ...["status", "status=active", "status='active", "status=='active'", "='x'", "status='a' status='b'"],
    ...[
      "status='a' AND",
      "status='a' AND grades='1' OR role='x'",
      "status='a'; drop table person",
      "a='b'ANDc='d'",
    ],
    Array.from({ length: 11 }, () => "status='a'").join(" AND "),
  ];
  for (const text of refused) assert.ok("minor" in parseFilter(text), text);
  const long = `status='${"x".repeat(200_000)}`;
  assert.ok("minor" in parseFilter(long));
});

test("links the pages around a page, and keeps what else was asked for", () => {
  const address = new URL("https://h.example.org/users?filter=status%3D%27active%27&offset=200&limit=100");
  const links = pageLinks(address, { limit: 100, offset: 200, total: 401 });
  assert.deepEqual(
    [...links.matchAll(/<([^>]*)>; rel="(\w+)"/g)].map(([, url = "", rel]) => [
      rel,
      new URL(url).searchParams.get("offset"),
      new URL(url).searchParams.get("filter"),
    ]),
    [
      ["next", "300", "status='active'"],
      ["prev", "100", "status='active'"],
      ["first", "0", "status='active'"],
      ["last", "400", "status='active'"],
    ],
  );
  assert.doesNotMatch(pageLinks(address, { limit: 100, offset: 0, total: 0 }), /next|prev/);
});
