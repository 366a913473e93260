import { basename } from "node:path";
import { enrollmentColumns } from "./class-tables.ts";
import { createOrder, mix } from "./random.ts";
import type { RosterTable } from "./roster-table.ts";
import { type WrittenFile, writeTable } from "./write-table.ts";

/** A big file of enrollments and nothing else, for measuring. */
export interface EnrollmentFilePlan {
  readonly rows: number;
  /**
   * Lines that differ from the file of the same plan without `changed`, scattered over the file: every
   * other one keeps its sourcedId and has another class and last day, the rest are replaced by new records.
   */
  readonly changed?: number;
  readonly seed: number;
}

const rowsPerClass = 25;
const rowsPerStudent = 8;
const classesPerSchool = 266;

function digits(value: number, count: number): string {
  return String(value).padStart(count, "0");
}

/**
 * Writes an enrollments.csv with OneRoster 1.1 columns, about 70 bytes a row, deterministic, in flat memory.
 * The ids look like those of a written district, but belong to none.
 */
export async function writeEnrollmentFile(plan: EnrollmentFilePlan, file: string): Promise<WrittenFile> {
  const { rows, seed } = plan;
  const changed = plan.changed ?? 0;
  const classes = Math.max(1, Math.ceil(rows / rowsPerClass));
  const students = Math.max(1, Math.ceil(rows / rowsPerStudent));
  const place = changed > 0 ? createOrder(rows, seed) : () => rows;
  const table: RosterTable = {
    file: basename(file),
    columns: enrollmentColumns,
    places: rows,
    write(row, sink) {
      const drawn = place(row);
      const isChanged = drawn < changed;
      const isNew = isChanged && drawn % 2 === 1;
      const base = Math.floor(row / rowsPerClass);
      const cls = isChanged && !isNew ? (base + 1) % classes : base;
      const end = isChanged && !isNew ? "2027-03-01" : "2027-06-07";
      const id = `E-${digits(1 + (isNew ? rows + drawn : row), 9)}`;
      const school = digits(4 + 3 * (Math.floor(cls / classesPerSchool) % 3_000), 4);
      const student = digits(401 + (mix(seed, row) % students), 7);
      sink.add(`${id},,,C-${digits(1 + cls, 7)},${school},S-${student},student,,2026-08-17,${end}`);
    },
  };
  return await writeTable(table, file);
}
