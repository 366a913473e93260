import path from "node:path";
import { damaged, readSealedFile } from "./read-sealed-file.ts";
import { SealedWriter } from "./seal-file.ts";

/** A file of a stored snapshot: under which path it came, and in which sealed file it lies. */
export interface IndexedFile {
  readonly path: string;
  readonly size: number;
  readonly modifiedAt: string | undefined;
  readonly sealedName: string;
}

const indexName = "index";
const version = 1;

/** The district's key, and the snapshot that the bytes belong to. */
export interface SealedPlace {
  readonly key: Buffer;
  readonly district: number;
  readonly snapshotId: number;
}

/** What a sealed file is bound to; a stored file and the index can never be taken for one another. */
export function placeOf({ district, snapshotId }: SealedPlace, filePath: string | undefined): string {
  return JSON.stringify([district, snapshotId, filePath ?? null]);
}

/** Writes the list of a snapshot's files, sealed like them: names of files may name a school. */
export async function writeIndex(
  folder: string,
  place: SealedPlace,
  files: readonly IndexedFile[],
): Promise<void> {
  const writer = new SealedWriter(path.join(folder, indexName), place.key, placeOf(place, undefined));
  try {
    await writer.write(Buffer.from(JSON.stringify({ version, files }), "utf8"));
    await writer.end();
    await writer.settle();
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

/** @throws Fault `snapshot.bytes.damaged`, also where there is no index. */
export async function readIndex(folder: string, place: SealedPlace): Promise<readonly IndexedFile[]> {
  const file = path.join(folder, indexName);
  const parts: Buffer[] = [];
  for await (const chunk of readSealedFile(file, place.key, placeOf(place, undefined)))
    parts.push(Buffer.from(chunk));
  // Sealed by us and proved chunk by chunk: what is in it was written by `writeIndex`.
  const index = JSON.parse(Buffer.concat(parts).toString("utf8")) as {
    readonly version: number;
    readonly files: readonly IndexedFile[];
  };
  if (index.version !== version) throw damaged(file, "version");
  return index.files;
}
