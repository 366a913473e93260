import { mkdir, stat } from "node:fs/promises";
import path from "node:path";
import { systemCode } from "./system-code.ts";

/**
 * Makes a folder and those above it that are missing, each open to its owner alone; nothing to do where it is there.
 *
 * @NOTE not `mkdir` with `recursive`: where the system answers ENOENT for a folder whose parent is there, as Linux
 * does in /proc, Node 24 asks again for ever and keeps a core busy until it is killed.
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await makeOne(folder);
  } catch (error) {
    const above = path.dirname(folder);
    if (systemCode(error) !== "ENOENT" || above === folder) throw error;
    await makeFolder(above);
    await makeOne(folder);
  }
}

async function makeOne(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    // A disk mounted for reading only may answer EROFS for a folder that is there.
    const isThere = await stat(folder).then(
      (found) => found.isDirectory(),
      () => false,
    );
    if (!isThere) throw error;
  }
}
