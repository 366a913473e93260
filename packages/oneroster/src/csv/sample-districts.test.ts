import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { test } from "node:test";
import { inflateRawSync } from "node:zlib";
import { aFile, codesOf, readRows } from "./package-builder.ts";
import type { PackageEntry } from "./package-entry.ts";
import { defaultProfile, type ReadProfile, type RosterPackage, readPackage } from "./read-package.ts";

/** Sample rosters that other projects published; they lie beside the project where somebody put them. */
const samples = join(import.meta.dirname, "../../../../../shared/data");
const skip = existsSync(samples) ? false : "the folder ../shared/data with sample rosters is not here";

function folder(path: string): PackageEntry[] {
  const inside = readdirSync(path, { recursive: true, encoding: "utf8" }).map((name) => join(path, name));
  const files = inside.filter((name) => statSync(name).isFile() && !name.endsWith(".zip"));
  return files.map((name) => aFile(relative(path, name), readFileSync(name), 1000));
}

/** Entries of a small archive, by its central directory. */
function archive(path: string): PackageEntry[] {
  const bytes = readFileSync(path);
  let at = bytes.readUInt32LE(bytes.lastIndexOf("PK\x05\x06", undefined, "latin1") + 16);
  const entries: PackageEntry[] = [];
  while (bytes.readUInt32LE(at) === 0x02014b50) {
    const [nameLength, extraLength, noteLength] = [28, 30, 32].map((offset) =>
      bytes.readUInt16LE(at + offset),
    );
    const name = bytes.toString("utf8", at + 46, at + 46 + (nameLength ?? 0));
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(start, start + bytes.readUInt32LE(at + 20));
    entries.push(aFile(name, bytes.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed)));
    at += 46 + (nameLength ?? 0) + (extraLength ?? 0) + (noteLength ?? 0);
  }
  return entries;
}

interface Expected {
  readonly path: string;
  readonly format: RosterPackage["format"];
  /** Rows by table, as they can be counted by hand. */
  readonly rows: Record<string, number>;
  readonly blocking?: readonly string[];
}

const expected: readonly Expected[] = [
  {
    path: "district-small-1.1",
    format: "oneroster-1.1",
    rows: { orgs: 1, academicSessions: 2, courses: 42, classes: 42, users: 79, enrollments: 546 },
  },
  {
    path: "district-small-1.1/oneroster-school-small.zip",
    format: "oneroster-1.1",
    rows: { orgs: 1, academicSessions: 2, courses: 42, classes: 42, users: 79, enrollments: 546 },
  },
  {
    path: "district-medium-1.1",
    format: "oneroster-1.1",
    rows: { orgs: 9, academicSessions: 2, courses: 91, classes: 364, users: 837, enrollments: 5810 },
  },
  {
    path: "defective-1.1-1.2/Test_full_data_set.zip",
    format: "oneroster-1.1",
    rows: { orgs: 1, academicSessions: 5, classes: 2, users: 6, enrollments: 6 },
  },
  {
    path: "defective-1.1-1.2/Test_minimal_data_set.zip",
    format: "oneroster-1.1",
    rows: { orgs: 1, academicSessions: 5, classes: 2, users: 6, enrollments: 6 },
  },
  {
    path: "defective-1.1-1.2/oneroster_test_data.zip",
    format: "oneroster-1.2",
    rows: { orgs: 1, academicSessions: 1, courses: 1, classes: 1, users: 1, roles: 1, enrollments: 1 },
  },
  {
    path: "defective-1.1-1.2/v1p2_full_dataset.zip",
    format: "oneroster-1.2",
    rows: { orgs: 1, academicSessions: 5, classes: 2, users: 6, roles: 7, enrollments: 6 },
  },
  ...["", "/Step1-UpdateCourse", "/Step2-AddCourse", "/Step3-DeleteCourse", "/Step4-AddClass"].map(
    (step) => ({
      path: `step-series-1.1${step}`,
      format: "oneroster-1.1" as const,
      rows: { orgs: 3, users: 4, enrollments: 3 },
    }),
  ),
  { path: "sds-2.1", format: "unknown", rows: {}, blocking: ["package.format.unsupported"] },
  {
    path: "agents-1.1",
    format: "oneroster-1.1",
    rows: { users: 4 },
    blocking: ["file.required.missing", "file.required.missing", "file.required.missing"],
  },
  {
    path: "quoted-japanese-1.1",
    format: "oneroster-1.1",
    rows: { orgs: 1, academicSessions: 4, courses: 2, classes: 5, users: 20, enrollments: 30 },
  },
];

async function countRows(read: RosterPackage, profile: ReadProfile): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { table } of read.files) {
    const all = await readRows(read, table, profile);
    counts[table] = all.filter(({ record }) => record !== undefined).length;
  }
  return counts;
}

for (const { path, format, rows, blocking = [] } of expected) {
  test(`opens the sample ${path}`, { skip }, async () => {
    const whole = join(samples, path);
    const read = await readPackage(path.endsWith(".zip") ? archive(whole) : folder(whole));
    assert.equal(read.format, format);
    const blocked = read.diagnostics.filter(({ severity }) => severity === "blocking");
    assert.deepEqual(codesOf(blocked), blocking);
    const counts = await countRows(read, defaultProfile);
    for (const [table, count] of Object.entries(rows)) assert.equal(counts[table], count, table);
  });
}

test("reads the names of a Japanese school and the US dates of another, told how", { skip }, async () => {
  const school = await readPackage(folder(join(samples, "quoted-japanese-1.1")));
  assert.equal((await readRows(school, "orgs"))[0]?.record?.name, "動作検証大学");
  const profile = { ...defaultProfile, dates: "mdy" } as const;
  const steps = await readPackage(folder(join(samples, "step-series-1.1")), profile);
  const [session] = await readRows(steps, "academicSessions", profile);
  assert.equal(session?.record?.startDate, "2018-08-27");
  assert.deepEqual(session?.diagnostics, []);
});

test("gives the same small district from its folder and from its archive", { skip }, async () => {
  const path = join(samples, "district-small-1.1");
  const loose = await readRows(await readPackage(folder(path)), "users");
  const zipped = await readRows(
    await readPackage(archive(join(path, "oneroster-school-small.zip"))),
    "users",
  );
  assert.equal(basename(path), "district-small-1.1");
  assert.deepEqual(
    zipped.map(({ record }) => record),
    loose.map(({ record }) => record),
  );
});
