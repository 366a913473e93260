import type { BigIntStats } from "node:fs";
import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { assertUnchanged, type FileIdentity, identityOf } from "./file-identity.ts";
import { alternatingBlocks, readBlocks } from "./read-blocks.ts";
import { sourceFault } from "./source-fault.ts";
import type { UploadEntry } from "./upload-entry.ts";

/** A regular file on disk as an entry, as it was when it was listed: read later, it must still be the same. */
export function fileEntry(file: string, path: string, stats: BigIntStats): UploadEntry {
  const listed = identityOf(stats);
  const size = Number(stats.size);
  return { path, size, modifiedAt: new Date(Number(stats.mtimeMs)), open: () => readFile(file, listed) };
}

async function* readFile(file: string, listed: FileIdentity): AsyncGenerator<Uint8Array, void, undefined> {
  // @NOTE O_NOFOLLOW: a link put in the file's place after the listing is not followed; O_NONBLOCK: nor is a pipe waited for.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const handle = await open(file, flags).catch((error: unknown) => {
    throw sourceFault(error, file);
  });
  try {
    await assertUnchanged(handle, listed, file);
    yield* readBlocks(handle, 0, Number(listed.size), alternatingBlocks());
    await assertUnchanged(handle, listed, file);
  } catch (error) {
    throw sourceFault(error, file);
  } finally {
    await handle.close();
  }
}
