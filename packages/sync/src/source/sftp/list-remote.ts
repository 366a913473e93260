import type { FileEntryWithStats } from "ssh2";
import { isLitter } from "../../disk/is-litter.ts";
import { Fault } from "../../fault.ts";
import { archiveFolder } from "./put-away.ts";
import { below, type RemoteFile, type RemoteFolder } from "./remote-file.ts";
import { fileFault, folderFault } from "./sftp-fault.ts";
import type { SftpSession } from "./sftp-session.ts";

/** What lies at the path that a district gave. */
export interface RemoteListing {
  readonly root: RemoteFolder;
  /** Folders in it, by their names and times; not looked into yet. */
  readonly folders: readonly { readonly path: string; readonly name: string; readonly modifiedAt: number }[];
  /** Names that were listed, litter included. */
  readonly listed: number;
}

/** How many names may still be listed; shared by all folders of one look (A23). */
export interface ListingBudget {
  readonly limit: number;
  listed: number;
}

type Kind = "file" | "folder" | "link" | "other";

const typeBits: ReadonlyMap<number, Kind> = new Map([
  [0o100000, "file"],
  [0o040000, "folder"],
  [0o120000, "link"],
]);

/** What may stand as a name below a folder: it becomes a name on our disk too. */
const plainName = /^[^/\\\p{Cc}]{1,200}$/u;

/**
 * Lists what lies at a path: a folder, or one file. Litter, names that lead elsewhere, devices and what was put away
 * are left out; links are followed when they lead to a file.
 *
 * @throws Fault `source.folder.missing`, `source.folder.refused`, `source.listing.failed`, `source.listing.long`
 */
export async function listRemote(
  session: SftpSession,
  path: string,
  budget: ListingBudget,
): Promise<RemoteListing> {
  const stats = await session.stat(path).catch((error: unknown) => {
    throw folderFault(error, { host: session.host, login: session.login, path });
  });
  if (!stats.isFile()) return listFolder(session, path, budget);
  const name = path.slice(path.lastIndexOf("/") + 1);
  const file = { name, path, bytes: stats.size, modifiedAt: stats.mtime * 1000 };
  return { root: { path, name, files: [file] }, folders: [], listed: 1 };
}

/** One folder, not those in it. */
export async function listFolder(
  session: SftpSession,
  path: string,
  budget: ListingBudget,
): Promise<RemoteListing> {
  const files: RemoteFile[] = [];
  const folders: { path: string; name: string; modifiedAt: number }[] = [];
  for await (const entry of entriesOf(session, path, budget)) {
    const { filename: name, attrs } = entry;
    if (!plainName.test(name) || isLitter(name) || name === archiveFolder) continue;
    const inside = below(path, name);
    const kind = kindOf(entry);
    const known = { name, path: inside, bytes: attrs.size, modifiedAt: attrs.mtime * 1000 };
    if (kind === "folder") folders.push({ path: inside, name, modifiedAt: known.modifiedAt });
    const isTold = Number.isFinite(known.bytes) && Number.isFinite(known.modifiedAt);
    if (kind === "file" && isTold) files.push(known);
    // A link tells its own size and time; some servers tell none at all.
    else if ((kind === "file" || kind === "link") && /\.(?:csv|zip)$/i.test(name)) {
      const found = await statFile(session, known);
      if (found !== undefined) files.push(found);
    }
  }
  return {
    root: { path, name: path.slice(path.lastIndexOf("/") + 1), files },
    folders,
    listed: budget.listed,
  };
}

/** A file as it is now; undefined where it is gone, or no file. */
export async function statFile(
  session: SftpSession,
  { name, path }: RemoteFile,
): Promise<RemoteFile | undefined> {
  try {
    const stats = await session.stat(path);
    return stats.isFile() ? { name, path, bytes: stats.size, modifiedAt: stats.mtime * 1000 } : undefined;
  } catch (error) {
    const fault = fileFault(error, { host: session.host, login: session.login, path });
    if (fault instanceof Fault && fault.code === "source.file.vanished") return undefined;
    throw fault;
  }
}

/** Batch by batch: a listing without an end stops at the limit. */
async function* entriesOf(
  session: SftpSession,
  path: string,
  budget: ListingBudget,
): AsyncGenerator<FileEntryWithStats, void, undefined> {
  try {
    const handle = await session.openFolder(path);
    for (;;) {
      const batch = await session.readFolder(handle);
      if (batch === undefined) break;
      for (const entry of batch) {
        if (entry.filename === "." || entry.filename === "..") continue;
        budget.listed += 1;
        if (budget.listed > budget.limit) throw tooLong(budget);
        yield entry;
      }
    }
    await session.closeHandle(handle);
  } catch (error) {
    throw folderFault(error, { host: session.host, login: session.login, path });
  }
}

function tooLong({ listed, limit }: ListingBudget): Fault {
  return new Fault("source.listing.long", "never", "There are more files than anybody reads.", {
    files: listed,
    limit,
  });
}

/** @NOTE some servers leave the mode out; the line for people begins with the type then. */
function kindOf({ attrs, longname }: FileEntryWithStats): Kind {
  if (typeof attrs.mode === "number") return typeBits.get(attrs.mode & 0o170000) ?? "other";
  const letters: Readonly<Record<string, Kind>> = { "-": "file", d: "folder", l: "link" };
  return letters[longname.slice(0, 1)] ?? "file";
}
