import type { Attributes } from "ssh2";
import { absoluteDropPath, fileNameOf, readDropPath } from "./drop-path.ts";
import { fileAttributes, folderAttributes, listEntry } from "./file-attributes.ts";
import { noSuchFile, notAllowed, Refusal, status } from "./refusal.ts";
import { answer, type SftpSession } from "./sftp-session.ts";

/**
 * Renaming that takes the place of a file that is there, which ours always does. Paramiko asks for it without having been
 * told that we know it.
 */
const posixRename = "posix-rename@openssh.com";

/** Listing, looking at, renaming and removing files. */
export function serveNames(session: SftpSession): void {
  serveListing(session);
  serveRenaming(session);
  const { sftp, world } = session;
  const { account, room } = world;
  sftp.on("REALPATH", (request, path) =>
    answer(session, request, 0, async () => {
      const absolute = absoluteDropPath(path);
      sftp.name(request, [{ filename: absolute, longname: absolute, attrs: folderAttributes(world.now()) }]);
    }),
  );
  const stat = (request: number, path: string) =>
    answer(session, request, 0, async () => {
      const place = readDropPath(path);
      if (place.kind === "root") return sftp.attrs(request, folderAttributes(world.now()));
      sftp.attrs(request, fileAttributes(await room.store.find(place.name), account.isWriteOnly));
    });
  sftp.on("STAT", stat);
  sftp.on("LSTAT", stat);
  // Times, rights and owners are ours to set: a client is told yes, because many give up at a no.
  sftp.on("SETSTAT", (request, path, attributes: Partial<Attributes>) =>
    answer(session, request, 0, async () => {
      const place = readDropPath(path);
      if (place.kind === "file") await room.store.find(place.name);
      if (attributes.size !== undefined) throw notAllowed("Send the whole file instead of cutting it");
      sftp.status(request, status.OK);
    }),
  );
  sftp.on("REMOVE", (request, path) =>
    answer(session, request, 0, async () => {
      await room.remove(fileNameOf(path));
      sftp.status(request, status.OK);
    }),
  );
}

function serveRenaming(session: SftpSession): void {
  const { sftp, world } = session;
  const rename = (request: number, from: string, to: string) =>
    answer(session, request, 0, async () => {
      await world.room.rename(fileNameOf(from), fileNameOf(to));
      sftp.status(request, status.OK);
    });
  sftp.on("RENAME", rename);
  sftp.on("EXTENDED", (request, name, data: Buffer) => {
    const paths = name === posixRename ? readTexts(data) : undefined;
    if (paths?.length === 2) rename(request, paths[0] ?? "", paths[1] ?? "");
    else refuseExtension(session, request, name);
  });
}

function serveListing(session: SftpSession): void {
  const { sftp, world, handles } = session;
  sftp.on("OPENDIR", (request, path) =>
    answer(session, request, 0, async () => {
      handles.checkRoom();
      if (readDropPath(path).kind !== "root") throw noSuchFile();
      sftp.handle(request, handles.add({ kind: "listing", files: await world.room.store.list() }));
    }),
  );
  sftp.on("READDIR", (request, handle) =>
    answer(session, request, 0, async () => {
      const thing = handles.find(handle);
      if (thing.kind !== "listing") throw notAllowed("This handle is no folder");
      const { files } = thing;
      if (files === undefined || files.length === 0) return sftp.status(request, status.EOF);
      thing.files = undefined;
      sftp.name(
        request,
        files.map((file) => listEntry(file, world.account.isWriteOnly)),
      );
    }),
  );
}

/** What a drop has not: folders in the folder, and links. Every other request is answered as unsupported by itself. */
export function serveRefused(session: SftpSession): void {
  const { sftp, world } = session;
  const refuse = (text: string) => (request: number) =>
    answer(session, request, 0, async () => {
      throw new Refusal(status.PERMISSION_DENIED, text);
    });
  sftp.on("MKDIR", refuse("There are no folders here: upload into the folder you are in"));
  sftp.on("RMDIR", refuse("There are no folders here"));
  sftp.on("READLINK", refuse("There are no links here"));
  sftp.on("SYMLINK", (request) => {
    world.tell("link.refused");
    refuse("Links cannot be made here")(request);
  });
}

function refuseExtension(session: SftpSession, request: number, name: string): void {
  if (name.startsWith("hardlink@")) session.world.tell("link.refused");
  answer(session, request, 0, async () => {
    throw new Refusal(status.OP_UNSUPPORTED, "This is not possible here");
  });
}

/** Texts one after the other, each behind its length in four bytes; undefined where the bytes are none. */
function readTexts(data: Buffer): readonly string[] | undefined {
  const texts: string[] = [];
  for (let at = 0; at < data.length; ) {
    if (at + 4 > data.length) return undefined;
    const end = at + 4 + data.readUInt32BE(at);
    if (end > data.length) return undefined;
    texts.push(data.toString("utf8", at + 4, end));
    at = end;
  }
  return texts;
}
