import ssh2, { type Attributes } from "ssh2";
import { fileNameOf } from "./drop-path.ts";
import { fileAttributes, folderAttributes } from "./file-attributes.ts";
import { notAllowed, Refusal, status } from "./refusal.ts";
import type { OpenThing } from "./sftp-handles.ts";
import { answer, type SftpSession, type SftpSessionWorld } from "./sftp-session.ts";

const flags = ssh2.utils.sftp.OPEN_MODE;
/** Of one answer to a READ. */
const mostReadBytes = 256 * 1024;

/** Opening, writing, reading and closing files. */
export function serveFiles(session: SftpSession): void {
  serveHandles(session);
  const { sftp, handles } = session;
  sftp.on("OPEN", (request, path, mode) =>
    answer(session, request, 0, async () => {
      sftp.handle(request, handles.add(await openFile(session, path, mode)));
    }),
  );
  sftp.on("WRITE", (request, handle, offset, data) =>
    answer(session, request, data.length, async () => {
      const thing = handles.find(handle);
      if (thing.kind !== "upload") throw notAllowed("This handle is not open for writing");
      await thing.upload.write(checkOffset(offset), data);
      sftp.status(request, status.OK);
    }),
  );
  sftp.on("READ", (request, handle, offset, length) =>
    answer(session, request, 0, async () => {
      const thing = handles.find(handle);
      if (thing.kind !== "reading") throw notAllowed("This handle is not open for reading");
      const block = Buffer.alloc(Math.min(length, mostReadBytes));
      const { bytesRead } = await thing.file.read(block, 0, block.length, checkOffset(offset));
      if (bytesRead === 0) sftp.status(request, status.EOF);
      else sftp.data(request, block.subarray(0, bytesRead));
    }),
  );
}

/** Closing, and what a client may ask about what it has open. */
function serveHandles(session: SftpSession): void {
  const { sftp, world, handles } = session;
  sftp.on("CLOSE", (request, handle) =>
    answer(session, request, 0, async () => {
      await closeThing(session, handles.take(handle));
      sftp.status(request, status.OK);
    }),
  );
  sftp.on("FSTAT", (request, handle) =>
    answer(session, request, 0, async () => {
      const thing = handles.find(handle);
      if (thing.kind === "listing") return sftp.attrs(request, folderAttributes(world.now()));
      const bytes = thing.kind === "upload" ? thing.upload.bytes() : (await thing.file.stat()).size;
      const arrivedAt = thing.kind === "upload" ? world.now() : (await thing.file.stat()).mtimeMs;
      sftp.attrs(request, fileAttributes({ bytes, arrivedAt }, world.account.isWriteOnly));
    }),
  );
  sftp.on("FSETSTAT", (request, handle, attributes: Partial<Attributes>) =>
    answer(session, request, 0, async () => {
      const thing = handles.find(handle);
      // Times, rights and owners are ours to set: a client is told yes, because many give up at a no.
      if (attributes.size !== undefined && thing.kind === "upload")
        await thing.upload.truncate(checkOffset(attributes.size));
      sftp.status(request, status.OK);
    }),
  );
}

async function openFile({ world, handles }: SftpSession, path: string, mode: number): Promise<OpenThing> {
  handles.checkRoom();
  const { account, room } = world;
  const name = fileNameOf(path);
  const isWriting = (mode & flags.WRITE) !== 0;
  if (isWriting && (mode & flags.READ) !== 0) throw notAllowed("Open the file for reading or for writing");
  if (!isWriting) {
    if (account.isWriteOnly) throw notAllowed("Files can be uploaded here and not be read back");
    return { kind: "reading", file: await room.store.openToRead(name) };
  }
  if ((mode & flags.APPEND) !== 0)
    throw new Refusal(
      status.OP_UNSUPPORTED,
      "Going on with an earlier upload is not possible here. Send the whole file.",
    );
  if ((mode & flags.CREAT) === 0) await room.store.find(name);
  const isExclusive = (mode & flags.CREAT) !== 0 && (mode & flags.EXCL) !== 0;
  return { kind: "upload", upload: await room.store.beginUpload(name, isExclusive) };
}

async function closeThing({ world }: SftpSession, thing: OpenThing): Promise<void> {
  if (thing.kind === "upload") await world.room.commit(thing.upload);
  else if (thing.kind === "reading") await thing.file.close();
}

/** Lets go of what a client had open when it left: what it had not closed was never sent. */
export async function letGo({ room }: SftpSessionWorld, thing: OpenThing): Promise<void> {
  if (thing.kind === "upload") await room.discard(thing.upload);
  else if (thing.kind === "reading") await thing.file.close();
}

/** Offsets above what a number holds come as big integers. */
function checkOffset(offset: unknown): number {
  if (typeof offset === "number" && Number.isSafeInteger(offset) && offset >= 0) return offset;
  throw new Refusal(status.FAILURE, "This offset is out of range");
}
