import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type TestContext, test } from "node:test";
import { splitCells } from "@muster/oneroster/csv/split-cells.ts";
import { createDistrict, districtSizes } from "@muster/sandbox/district.ts";
import { startClassLinkStandIn } from "@muster/sandbox/stand-in/classlink/start-classlink-stand-in.ts";
import { startOneRosterStandIn } from "@muster/sandbox/stand-in/oneroster/start-oneroster-stand-in.ts";
import { writeRoster } from "@muster/sandbox/write-roster.ts";
import { classLinkSource } from "./classlink/classlink-source.ts";
import { testConnection } from "./network/test-connection.ts";
import { oneRosterRestSource } from "./oneroster-rest/oneroster-rest-source.ts";
import type { SourceKind, SourceValues } from "./source.ts";

const guide = path.resolve(import.meta.dirname, "../../../../docs/guides/sources/oneroster-rest.md");
const district = createDistrict(districtSizes.practice);

type Row = Readonly<Record<string, string>>;
/** Rows by file, and by what names a row in it. */
type Tables = ReadonlyMap<string, ReadonlyMap<string, Row>>;

async function scratch(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "muster-same-rows-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** @NOTE neither the sandbox nor our writer puts a line break into a cell. */
async function readTables(folder: string): Promise<Tables> {
  const tables = new Map<string, Map<string, Row>>();
  for (const file of await readdir(folder)) {
    if (file === "manifest.csv") continue;
    const [header = "", ...lines] = (await readFile(path.join(folder, file), "utf8"))
      .split("\r\n")
      .slice(0, -1);
    const columns = header.split(",");
    const rows = lines.map((line): Row => {
      const { cells } = splitCells(line, ",");
      return Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? ""]));
    });
    tables.set(file, new Map(rows.map((row) => [keyOf(file, row), row])));
    assert.equal(tables.get(file)?.size, rows.length, `${file} names a row twice`);
  }
  return tables;
}

/** A role is known by its user and its org: its own id is not the same everywhere. */
function keyOf(file: string, row: Row): string {
  return file === "roles.csv" ? `${row.userSourcedId} at ${row.orgSourcedId}` : (row.sourcedId ?? "");
}

interface Unsaid {
  readonly through: string;
  readonly file: string;
  readonly column: string;
}

/** The guide's own table of what a format cannot say. */
async function readUnsaid(): Promise<readonly Unsaid[]> {
  const text = await readFile(guide, "utf8");
  const lines = [...text.matchAll(/^\| ([\w., ]+) \| (\w+\.csv) \| `(\w+)` \|/gm)];
  return lines.flatMap(([, doors = "", file = "", column = ""]) =>
    doors.split(", ").map((through) => ({ through, file, column })),
  );
}

/** Every cell that is not the same, as `file column`; rows on one side only are no matter of formats. */
function differences(wanted: Tables, found: Tables): ReadonlySet<string> {
  assert.deepEqual([...found.keys()].toSorted(), [...wanted.keys()].toSorted());
  const differing = new Set<string>();
  for (const [file, rows] of wanted) {
    assert.deepEqual([...(found.get(file)?.keys() ?? [])].toSorted(), [...rows.keys()].toSorted(), file);
    for (const [key, row] of rows) {
      const other = found.get(file)?.get(key) ?? {};
      for (const column of new Set([...Object.keys(row), ...Object.keys(other)]))
        if ((row[column] ?? "") !== (other[column] ?? "")) differing.add(`${file} ${column}`);
    }
  }
  return differing;
}

const doors: Readonly<Record<string, (t: TestContext) => Promise<[SourceKind, SourceValues]>>> = {
  "1.1": async (t) => {
    const server = await startOneRosterStandIn({
      ...{ roster: district, version: "1.1", auth: { kind: "oauth1", key: "k", secret: "s" } },
    });
    t.after(() => server.close());
    const values = { address: server.baseUrl, vendor: "skyward", "client-id": "k", "client-secret": "s" };
    return [oneRosterRestSource, values];
  },
  "1.2": async (t) => {
    const server = await startOneRosterStandIn({
      ...{ roster: district, version: "1.2", auth: { kind: "oauth2", clientId: "k", clientSecret: "s" } },
    });
    t.after(() => server.close());
    const values = { address: server.origin, vendor: "generic-1.2", "client-id": "k", "client-secret": "s" };
    return [oneRosterRestSource, values];
  },
  ClassLink: async (t) => {
    const districts = [{ tenantId: 7, name: "Maple Valley USD", roster: district }];
    const server = await startClassLinkStandIn({ districts });
    t.after(() => server.close());
    return [classLinkSource, { address: server.origin, "tenant-id": "7", "partner-key": server.partnerKey }];
  },
};

for (const [through, open] of Object.entries(doors)) {
  test(`the same district through ${through} and as files of 1.2 has the same rows, but for what the guide says`, async (t) => {
    const written = await scratch(t);
    await writeRoster(district, written, { form: "oneroster-1.2", guardians: "in-users" });
    const [kind, values] = await open(t);
    const delivery = await kind.fetch(
      testConnection({ values, folder: await scratch(t), now: () => new Date() }),
    );
    const unsaid = (await readUnsaid()).filter((one) => one.through === through);
    assert.deepEqual(
      [...differences(await readTables(written), await readTables(delivery.path))].toSorted(),
      unsaid.map(({ file, column }) => `${file} ${column}`).toSorted(),
    );
  });
}
