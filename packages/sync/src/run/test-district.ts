import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { columnsOf } from "@muster/oneroster/csv/columns.ts";
import type { Database } from "../database/database.ts";
import { withTestDatabase } from "../database/test-database.ts";
import { createDistrict, uploadSource } from "../directory/districts.ts";
import { openHomeKeys } from "../keys/home-keys.ts";
import { runSync } from "./run-sync.ts";
import type { RunWorld, SyncResult } from "./sync-request.ts";

/** The rows of a file as a test writes them: cells by column, columns left out are empty. */
export type Cells = Readonly<Record<string, string>>;

/** The files of a small district; a test changes what it is about. */
export interface Roster {
  readonly orgs: readonly Cells[];
  readonly classes: readonly Cells[];
  readonly users: readonly Cells[];
  readonly enrollments: readonly Cells[];
  readonly guardians?: readonly Cells[];
}

/**
 * Two schools. Ana and Ben are students at Oak, Cai at Elm; Tom teaches at Oak, Eva at Elm; Mia is Ana's mother.
 * Oak has Math (C1: Tom, Ana, Ben) and Art (C2: Ana), Elm has Music (C3: Eva, Cai).
 */
export const smallRoster: Roster = {
  orgs: [
    { sourcedId: "D", name: "Test Schools", type: "district" },
    { sourcedId: "S1", name: "Oak Elementary", type: "school", identifier: "0101", parentSourcedId: "D" },
    { sourcedId: "S2", name: "Elm Middle", type: "school", identifier: "0202", parentSourcedId: "D" },
  ],
  classes: [
    { sourcedId: "C1", title: "Math", classCode: "M-1", schoolSourcedId: "S1" },
    { sourcedId: "C2", title: "Art", classCode: "A-1", schoolSourcedId: "S1" },
    { sourcedId: "C3", title: "Music", classCode: "U-1", schoolSourcedId: "S2" },
  ],
  users: [
    student("ana", "S1", "Ana", "Alder", { agentSourcedIds: "mia" }),
    student("ben", "S1", "Ben", "Birch"),
    student("cai", "S2", "Cai", "Cedar"),
    staff("tom", "S1", "Tom", "Thorn"),
    staff("eva", "S2", "Eva", "Elder"),
    user("mia", "S1", "guardian", "Mia", "Alder", { email: "mia@home.example.org", agentSourcedIds: "ana" }),
  ],
  enrollments: [
    enrollment("e1", "C1", "S1", "tom", "teacher"),
    enrollment("e2", "C1", "S1", "ana", "student"),
    enrollment("e3", "C1", "S1", "ben", "student"),
    enrollment("e4", "C2", "S1", "ana", "student"),
    enrollment("e5", "C3", "S2", "eva", "teacher"),
    enrollment("e6", "C3", "S2", "cai", "student"),
  ],
};

export function user(
  id: string,
  org: string,
  role: string,
  given: string,
  family: string,
  more: Cells = {},
): Cells {
  const name = { givenName: given, familyName: family, username: id };
  return { sourcedId: id, enabledUser: "true", orgSourcedIds: org, role, ...name, ...more };
}

export function student(id: string, org: string, given: string, family: string, more: Cells = {}): Cells {
  return user(id, org, "student", given, family, { identifier: `n-${id}`, grades: "04", ...more });
}

export function staff(id: string, org: string, given: string, family: string, more: Cells = {}): Cells {
  return user(id, org, "teacher", given, family, { email: `${id}@school.example.org`, ...more });
}

export function enrollment(
  id: string,
  cls: string,
  org: string,
  who: string,
  role: string,
  more: Cells = {},
): Cells {
  const refs = { classSourcedId: cls, schoolSourcedId: org, userSourcedId: who };
  return { sourcedId: id, ...refs, role, ...more };
}

/** A roster without the rows, or with other cells in them, that `change` says: undefined takes a row away. */
export function changed(rows: readonly Cells[], change: (row: Cells) => Cells | undefined): readonly Cells[] {
  return rows.flatMap((row) => {
    const next = change(row);
    return next === undefined ? [] : [next];
  });
}

/** The same rows, one of them with other cells. */
export function withCells(rows: readonly Cells[], sourcedId: string, cells: Cells): readonly Cells[] {
  return changed(rows, (row) => (row.sourcedId === sourcedId ? { ...row, ...cells } : row));
}

/** The same rows without one. */
export function without(rows: readonly Cells[], sourcedId: string): readonly Cells[] {
  return changed(rows, (row) => (row.sourcedId === sourcedId ? undefined : row));
}

/** A district in a database and a home of its own, whose clock stands still until a test moves it. */
export interface TestDistrict {
  readonly world: RunWorld;
  readonly db: Database;
  readonly districtId: number;
  readonly sourceId: number;
  /** Writes the roster as files and syncs them. */
  readonly sync: (roster: Roster, applies?: boolean) => Promise<SyncResult>;
  /** Moves the clock on and answers the instant before. */
  readonly pass: (hours?: number) => Date;
  /** One row, or undefined. */
  readonly one: <R extends Record<string, unknown>>(
    sql: string,
    ...values: unknown[]
  ) => Promise<R | undefined>;
  /** A folder nobody else uses. */
  readonly folder: (name: string) => string;
  /** Another district beside this one. */
  readonly another: (name: string) => Promise<TestDistrict>;
}

/** Real PostgreSQL, a temporary home, and a district in them; all gone afterwards. */
export async function withTestDistrict(work: (district: TestDistrict) => Promise<void>): Promise<void> {
  const home = await mkdtemp(path.join(tmpdir(), "muster-district-"));
  try {
    await withTestDatabase(async (db) => {
      const keys = await openHomeKeys(home);
      const clock = { at: Date.UTC(2026, 8, 1, 3) };
      const world: RunWorld = { db, home, keys, now: () => new Date(clock.at), onStep: () => undefined };
      await work(await openTestDistrict(world, clock, "Test Schools"));
    });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** A district in a world that the test made itself; `clock` is what the world's clock reads. */
export async function openTestDistrict(
  world: RunWorld,
  clock: { at: number },
  name: string,
): Promise<TestDistrict> {
  const { db, home } = world;
  const { districtId } = await createDistrict(db, name);
  const sourceId = await uploadSource(db, districtId);
  let written = 0;
  const folder = (of: string): string => path.join(home, "folders", String(districtId), of);
  return {
    ...{ world, db, districtId, sourceId, folder },
    sync: async (roster, applies = true) => {
      written += 1;
      const at = folder(`roster-${written}`);
      await writeRoster(at, roster);
      return runSync(world, { districtId, sourceId, path: at, operator: "nightly", applies });
    },
    pass: (hours = 24) => {
      const before = new Date(clock.at);
      clock.at += hours * 3_600_000;
      return before;
    },
    one: async <R extends Record<string, unknown>>(sql: string, ...values: unknown[]) =>
      db.session(districtId, (session) =>
        session.read(async (tx) => (await tx.query<R>(sql, [districtId, ...values]))[0]),
      ),
    another: (other) => openTestDistrict(world, clock, other),
  };
}

const tables = ["orgs", "classes", "users", "enrollments", "guardians"] as const;

/** Writes the roster as the files of a folder. */
export async function writeRoster(folder: string, roster: Roster): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const table of tables) {
    const rows = roster[table];
    if (rows === undefined) continue;
    const columns = tableColumns(table, rows);
    const lines = [columns, ...rows.map((row) => columns.map((column) => cell(row[column] ?? "")))];
    await writeFile(path.join(folder, `${table}.csv`), lines.map((line) => `${line.join(",")}\n`).join(""));
  }
}

/** Those of the standard, and of ours those that a row has. */
function tableColumns(table: keyof Roster, rows: readonly Cells[]): readonly string[] {
  const columns = columnsOf[table]["1.1"];
  if (columns === undefined) throw new Error(`OneRoster 1.1 has no table ${table}`);
  return [...columns, ...columnsOf[table].ours.filter((name) => rows.some((row) => name in row))];
}

function cell(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
