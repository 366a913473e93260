import { mkdir, readdir, readFile, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { editFiles, type Files } from "./edit-files.ts";
import { makeZip } from "./make-zip.ts";
import type { Case, Step } from "./read-case.ts";

/**
 * Lays out what a step uploads and answers its path.
 *
 * @param districts the folder of the base districts
 * @param place an empty folder of this step alone
 */
export async function stageStep(from: Case, step: Step, districts: string, place: string): Promise<string> {
  if (step.upload !== undefined) return path.join(from.folder, step.upload);
  const base = await readFiles(path.join(districts, step.base));
  const own = step.files === undefined ? [] : await readFiles(path.join(from.folder, step.files));
  const files = editFiles(new Map([...base, ...own]), step.edits);
  if (step.pack === "gzip")
    return write(place, `${step.only ?? "users.csv"}.gz`, gzipSync(fileOf(files, step)));
  if (step.pack !== "folder") return write(place, "roster.zip", makeZip(files, step.pack));
  if (step.only !== undefined) return write(place, step.only, fileOf(files, step));
  for (const [name, bytes] of files) await write(place, name, bytes);
  for (const [name, hours] of Object.entries(step.aged)) {
    const written = new Date(Date.now() - hours * 3_600_000);
    await utimes(path.join(place, name), written, written);
  }
  return place;
}

function fileOf(files: Files, step: Step): Buffer {
  const bytes = files.get(step.only ?? "users.csv");
  if (bytes === undefined) throw new Error(`there is no file ${step.only} to send`);
  return bytes;
}

async function write(place: string, name: string, bytes: Buffer): Promise<string> {
  const file = path.join(place, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, bytes);
  return file;
}

const read = new Map<string, Files>();

async function readFiles(folder: string): Promise<Files> {
  const known = read.get(folder);
  if (known !== undefined) return known;
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map<string, Buffer>();
  for (const entry of entries.filter((one) => one.isFile())) {
    const file = path.join(entry.parentPath, entry.name);
    files.set(path.relative(folder, file).replaceAll(path.sep, "/"), await readFile(file));
  }
  read.set(folder, files);
  return files;
}
