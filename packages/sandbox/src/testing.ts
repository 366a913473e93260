import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { parse } from "csv-parse/sync";
import type { District, DistrictPlan } from "./district.ts";
import { type WriteOptions, writeRoster } from "./write-roster.ts";

/** Large enough for shares to mean something, small enough for a test. */
export const townPlan: DistrictPlan = {
  seed: 5,
  schools: 9,
  students: 1_200,
  guardians: 1_440,
  staff: 100,
  classes: 380,
  enrollments: 9_600,
  startYear: 2026,
};

/** One record of a file, by column. */
export type Cells = Readonly<Record<string, string>>;

/** A folder that is gone after the test. */
export async function scratchFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "muster-sandbox-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A roster as another reader of CSV sees it (not ours): the records of each file; ragged rows throw. */
export class ReadBack {
  readonly texts: ReadonlyMap<string, string>;
  constructor(texts: ReadonlyMap<string, string>) {
    this.texts = texts;
  }
  text(file: string): string {
    const text = this.texts.get(file);
    if (text === undefined) throw new Error(`${file} was not written`);
    return text;
  }
  lines(file: string): string[] {
    return this.text(file).split("\r\n").slice(1, -1);
  }
  rows(file: string): Cells[] {
    return parse<Cells>(this.text(file), { columns: true, record_delimiter: "\r\n" });
  }
  byId(file: string): Map<string, Cells> {
    return new Map(this.rows(file).map((row) => [row.sourcedId ?? "", row]));
  }
  /** One fingerprint of all files. */
  fingerprint(): string {
    const hash = createHash("sha256");
    for (const [file, text] of this.texts) hash.update(`${file}\0${text}\0`);
    return hash.digest("hex");
  }
}

/** Reads every file of a folder. */
export async function readBack(folder: string): Promise<ReadBack> {
  const texts = new Map<string, string>();
  for (const file of (await readdir(folder)).sort())
    texts.set(file, await readFile(join(folder, file), "utf8"));
  return new ReadBack(texts);
}

/** Writes a district and reads it back. */
export async function writeAndRead(
  t: TestContext,
  district: District,
  options: Partial<WriteOptions> = {},
): Promise<ReadBack> {
  const folder = await scratchFolder(t);
  await writeRoster(district, folder, { form: "oneroster-1.1", guardians: "in-users", ...options });
  return await readBack(folder);
}

/** How many records of a file vanished, appeared and changed. */
export function difference(
  before: ReadonlyMap<string, Cells>,
  after: ReadonlyMap<string, Cells>,
): { gone: number; added: number; changed: number } {
  const counts = { gone: 0, added: 0, changed: 0 };
  for (const [id, row] of before) {
    const now = after.get(id);
    if (now === undefined) counts.gone += 1;
    else if (JSON.stringify(now) !== JSON.stringify(row)) counts.changed += 1;
  }
  for (const id of after.keys()) if (!before.has(id)) counts.added += 1;
  return counts;
}
