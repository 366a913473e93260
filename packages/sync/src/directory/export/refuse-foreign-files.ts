import { access, open } from "node:fs/promises";
import path from "node:path";
import { systemCode } from "../../disk/system-code.ts";
import { Fault } from "../../fault.ts";
import { guardianshipColumns } from "./guardianships-text.ts";

/**
 * Refuses to write over roster files of somebody else: an export of the student information system has the same file
 * names. What an earlier export of ours left is known by guardianships.csv, a form that only we write.
 *
 * @throws Fault `output.folder.taken`
 */
export async function refuseForeignFiles(folder: string, files: readonly string[]): Promise<void> {
  const found = await firstThere(folder, files);
  if (found === undefined || (await isOurs(path.join(folder, "guardianships.csv")))) return;
  const text = `${folder} holds ${found}, which Muster did not write.`;
  throw new Fault("output.folder.taken", "never", text, { path: folder, file: found });
}

async function firstThere(folder: string, files: readonly string[]): Promise<string | undefined> {
  for (const file of files) {
    const isThere = await access(path.join(folder, file)).then(
      () => true,
      () => false,
    );
    if (isThere) return file;
  }
  return undefined;
}

async function isOurs(file: string): Promise<boolean> {
  const expected = Buffer.from(guardianshipColumns.join(","));
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(expected.length), 0, expected.length, 0);
      return bytesRead === expected.length && buffer.equals(expected);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (systemCode(error) === "ENOENT") return false;
    throw error;
  }
}
