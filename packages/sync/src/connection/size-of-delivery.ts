import { listFiles } from "../source/folder/list-files.ts";
import type { Delivery } from "../source/source.ts";
import { sourceLimits } from "../source/source.ts";

/** Rosters in a ZIP are about an eighth as large as they are without. */
const zipFactor = 8;

/** About how many bytes of files a source has brought; nothing is opened for it. */
export async function sizeOfDelivery({ path }: Pick<Delivery, "path">): Promise<number> {
  const files = await listFiles(path, sourceLimits.listed);
  return files.reduce((sum, { name, bytes }) => sum + bytes * (/\.zip$/i.test(name) ? zipFactor : 1), 0);
}
