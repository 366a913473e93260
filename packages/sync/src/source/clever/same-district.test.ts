import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type TestContext, test } from "node:test";
import { createDistrict, districtSizes } from "@muster/sandbox/district.ts";
import { ownIds } from "@muster/sandbox/stand-in/clever/own-ids.ts";
import { startCleverStandIn } from "@muster/sandbox/stand-in/clever/start-clever-stand-in.ts";
import { writeRoster } from "@muster/sandbox/write-roster.ts";
import { type ReadRoster, readRoster } from "../test-read-roster.ts";
import { cleverSource } from "./source.ts";
import { connect } from "./test-clever.ts";

const guide = path.resolve(import.meta.dirname, "../../../../../docs/guides/sources/clever.md");

/** With a district office, people at two schools, and aides before classes. */
const district = createDistrict({ ...districtSizes.practice, seed: 5, staff: 260, enrollments: 1_300 });

type Row = Readonly<Record<string, string>>;
/** Rows by file, and by what names a row in it. */
type Tables = ReadonlyMap<string, ReadonlyMap<string, Row>>;

const tables = [
  ...(["orgs", "academicSessions", "courses", "classes"] as const),
  ...(["users", "roles", "enrollments", "guardians"] as const),
];

/** @param own turns an id into the one of the district's own system */
function tablesOf(roster: ReadRoster, own: (id: string) => string): Tables {
  return new Map(
    tables.map((table) => {
      const rows = roster[table].map((record): Row => {
        const cells = Object.entries(record).map(([column, value]) => {
          const texts = Array.isArray(value) ? value.map(String) : [String(value)];
          return [column, texts.map(own).sort().join()] as const;
        });
        return Object.fromEntries(cells.filter(([column]) => !isMade(table, column)));
      });
      const file = `${table}.csv`;
      const byKey = new Map(rows.map((row) => [keyOf(file, row), row]));
      assert.equal(byKey.size, rows.length, `${file} names a row twice`);
      return [file, byKey];
    }),
  );
}

/** Ids that Muster makes; a row is known by what it ties together. */
function isMade(table: string, column: string): boolean {
  return column === "sourcedId" && ["roles", "enrollments", "guardians"].includes(table);
}

function keyOf(file: string, row: Row): string {
  switch (file) {
    case "roles.csv":
      return `${row.userSourcedId} is ${row.role} at ${row.orgSourcedId}`;
    case "enrollments.csv":
      return `${row.userSourcedId} is ${row.role} in ${row.classSourcedId}`;
    case "guardians.csv":
      return `${row.guardianSourcedId} of ${row.studentSourcedId}`;
    default:
      return row.sourcedId ?? "";
  }
}

/** Every cell that is not the same, and every file with rows on one side only, as the guide's tables have them. */
function differences(wanted: Tables, found: Tables): readonly string[] {
  const differing = new Set<string>();
  for (const [file, rows] of wanted) {
    const others = found.get(file) ?? new Map<string, Row>();
    if ([...others.keys()].some((key) => !rows.has(key))) differing.add(`${file} more rows`);
    for (const [key, row] of rows) {
      const other = others.get(key);
      if (other === undefined) differing.add(`${file} fewer rows`);
      else
        for (const column of Object.keys(row))
          if (row[column] !== other[column]) differing.add(`${file} ${column}`);
    }
  }
  return [...differing].sort();
}

/** What the guide says that Clever cannot say. */
async function readUnsaid(): Promise<readonly string[]> {
  const text = await readFile(guide, "utf8");
  const lines = [...text.matchAll(/^\| (\w+\.csv) \| `?(\w+|more rows|fewer rows)`? \|/gm)];
  return lines.map(([, file, what]) => `${file} ${what}`).sort();
}

async function writtenRoster(t: TestContext): Promise<ReadRoster> {
  const folder = await mkdtemp(path.join(tmpdir(), "muster-same-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await writeRoster(district, folder, { form: "oneroster-1.2", guardians: "guardians-csv" });
  return readRoster(folder);
}

test("the same district as files and through Clever has the same rows, but for what the guide says", async (t) => {
  const clever = await startCleverStandIn({ district });
  t.after(() => clever.close());
  const { path: folder } = await cleverSource.fetch(await connect(t, clever));
  const wanted = tablesOf(await writtenRoster(t), (id) => id);
  const found = tablesOf(await readRoster(folder), ownIds(clever.view()));
  assert.deepEqual(differences(wanted, found), await readUnsaid());
});

test("people, classes, places in classes and guardianships are the same, one by one", async (t) => {
  const clever = await startCleverStandIn({ district });
  t.after(() => clever.close());
  const { path: folder } = await cleverSource.fetch(await connect(t, clever));
  const wanted = tablesOf(await writtenRoster(t), (id) => id);
  const found = tablesOf(await readRoster(folder), ownIds(clever.view()));
  for (const file of ["orgs.csv", "classes.csv", "users.csv", "enrollments.csv", "guardians.csv"])
    assert.deepEqual(
      [...(found.get(file)?.keys() ?? [])].sort(),
      [...(wanted.get(file)?.keys() ?? [])].sort(),
      file,
    );
  for (const key of wanted.get("roles.csv")?.keys() ?? []) assert.ok(found.get("roles.csv")?.has(key), key);
});
