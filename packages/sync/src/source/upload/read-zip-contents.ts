import {
  type Entry,
  fromRandomAccessReaderPromise,
  getFileNameLowLevel,
  RandomAccessReader,
  validateFileName,
  type ZipFile,
} from "yauzl";
import { systemCode } from "../../disk/system-code.ts";
import { Fault } from "../../fault.ts";
import { DamagedInput } from "../damaged-input.ts";
import { inputFinding } from "../input-finding.ts";
import { excessive } from "./excessive.ts";
import { inputLimits } from "./input-limits.ts";
import { whyUnreadable } from "./why-unreadable.ts";

/** An entry as the archive lists it. `path` undefined: its name leads out of the archive, or is no name at all. */
export interface ListedEntry {
  readonly path: string | undefined;
  readonly modifiedAt: Date | undefined;
  readonly entry: Entry;
}

/** Where an archive's bytes are read: a file of ours, or one at a server. */
export interface ZipBytes {
  readonly read: (
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
  ) => Promise<{ readonly bytesRead: number; readonly buffer: Buffer }>;
}

export interface ZipContents {
  readonly zip: ZipFile;
  readonly listed: readonly ListedEntry[];
}

/**
 * Reads the table of contents of a ZIP file; `name` is what findings call it.
 *
 * @throws DamagedInput `archive.file.damaged` where there is none (B01: it stands at the end, and the end is missing),
 * `archive.size.excessive` where it lists more than anybody reads. System errors and faults of a server come as they are.
 */
export async function readZipContents(handle: ZipBytes, bytes: number, name: string): Promise<ZipContents> {
  try {
    const options = { autoClose: false, decodeStrings: false, validateEntrySizes: false };
    const zip = await fromRandomAccessReaderPromise(new HandleReader(handle, bytes), bytes, options);
    const limit = inputLimits.archiveListed;
    if (zip.entryCount > limit) throw new DamagedInput(excessive(name, "listed", zip.entryCount, limit));
    const listed: ListedEntry[] = [];
    for await (const entry of zip.eachEntry())
      listed.push({ path: pathOf(entry), modifiedAt: dateOf(entry), entry });
    if (await listsMore(handle, Number(zip.readEntryCursor)))
      throw new Error("more entries than were announced");
    return { zip, listed };
  } catch (error) {
    // @NOTE the library's own errors carry no code: whatever it cannot read is a damaged archive.
    const isNamed =
      error instanceof DamagedInput || error instanceof Fault || systemCode(error) !== undefined;
    if (isNamed) throw error;
    const reason = await whyUnreadable(handle, bytes);
    const finding = inputFinding("archive.file.damaged", name, { reason });
    throw new DamagedInput(finding, { cause: error });
  }
}

/**
 * Whether another entry stands where the list should end: a count that was changed would hide a file.
 * @NOTE the library's types call its cursor a boolean; it is a number.
 */
async function listsMore(handle: ZipBytes, position: number): Promise<boolean> {
  const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, position);
  return buffer.toString("latin1") === "PK\x01\x02";
}

function pathOf(entry: Entry): string | undefined {
  const { generalPurposeBitFlag: flags, fileNameRaw, extraFields } = entry;
  const path = getFileNameLowLevel(flags, fileNameRaw, extraFields, false);
  const isPath = path !== "" && !path.includes("\0") && validateFileName(path) === null;
  return isPath ? path : undefined;
}

/** @NOTE the archive's clock knows no zone and begins in 1980; a date of all zeros is none. */
function dateOf(entry: Entry): Date | undefined {
  const date = entry.getLastModDate();
  return date.getFullYear() >= 1980 ? date : undefined;
}

/**
 * Reads for the library through our handle. @NOTE a forged offset beyond the file ends here; given to the system it
 * throws where nobody can catch it, and the process would stop.
 */
class HandleReader extends RandomAccessReader {
  private readonly handle: ZipBytes;
  private readonly bytes: number;

  constructor(handle: ZipBytes, bytes: number) {
    super();
    this.handle = handle;
    this.bytes = bytes;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    if (!(position >= 0 && position + length <= this.bytes)) {
      setImmediate(callback, null, 0);
      return;
    }
    this.handle.read(buffer, offset, length, position).then(
      ({ bytesRead }) => callback(null, bytesRead),
      (error: unknown) =>
        callback(error instanceof Error ? error : new Error("read failed", { cause: error })),
    );
  }
}
