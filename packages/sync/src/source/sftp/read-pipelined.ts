import { Fault } from "../../fault.ts";
import type { RemoteHandle, SftpSession } from "./sftp-session.ts";

/**
 * Every server gives 32 KiB at once (draft-ietf-secsh-filexfer-02 §3) and most give more; who gives less is asked for
 * the rest. Larger blocks are faster still, and a slow link would not end one of them within the time of a silence.
 */
const blockBytes = 64 * 1024;
/** Blocks that are under way at the same time: 2 MiB, which is what the SSH window takes. */
export const widestWindow = 32;

/** A block that was asked for. `bytes` is less than what was asked for at the end of the file alone. */
interface Block {
  readonly buffer: Buffer;
  readonly bytes: Promise<number>;
}

/**
 * Reads a file to its end, in order, with many reads under way. The library's own stream asks for one block after the
 * other and waits for each: 4 MB/s where a read takes 5 ms, and this gives 60.
 *
 * A chunk is valid until the next one is asked for. The end is where the server says it is: whoever compares sizes
 * sees that a file has grown or shrunk.
 *
 * @param expected the size that the server told; 0 where it may not know better: then it is read until it ends
 * @param window reads under way; 1 for servers that do not like to be asked twice
 */
export async function* readPipelined(
  session: SftpSession,
  handle: RemoteHandle,
  expected: number,
  window: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  const free: Buffer[] = [];
  const underWay: Block[] = [];
  let asked = 0;
  const ask = (): void => {
    const buffer = free.pop() ?? Buffer.allocUnsafeSlow(blockBytes);
    const bytes = readBlock(session, handle, buffer, asked);
    // It is waited for in its turn; until then its failure is nobody's.
    bytes.catch(() => undefined);
    underWay.push({ buffer, bytes });
    asked += blockBytes;
  };
  for (let ends = false; !ends; ) {
    // One block beyond the expected end proves the end.
    while (underWay.length < window && (asked <= expected || underWay.length === 0)) ask();
    const block = underWay.shift();
    if (block === undefined) throw new Error("a block is under way");
    const bytes = await block.bytes;
    if (bytes > 0) yield block.buffer.subarray(0, bytes);
    free.push(block.buffer);
    ends = bytes < blockBytes;
  }
  await Promise.allSettled(underWay.map(({ bytes }) => bytes));
}

/**
 * One block, whole: a server may give less than was asked for, and is asked for the rest then. Fewer bytes come back at
 * the end of the file alone.
 */
async function readBlock(
  session: SftpSession,
  handle: RemoteHandle,
  buffer: Buffer,
  position: number,
): Promise<number> {
  let filled = 0;
  while (filled < blockBytes) {
    const bytes = await session.readFile(handle, buffer, filled, blockBytes - filled, position + filled);
    if (bytes === 0) break;
    if (bytes > blockBytes - filled)
      throw new Fault("source.transfer.cut", "now", "More came than was asked for.");
    filled += bytes;
  }
  return filled;
}
