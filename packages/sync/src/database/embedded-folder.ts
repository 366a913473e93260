import { createHash, createHmac, randomBytes, randomUUID } from "node:crypto";
import {
  chmod,
  chown,
  link,
  lstat,
  mkdir,
  readFile,
  realpath,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import path from "node:path";
import { makeFolder } from "../disk/make-folder.ts";
import { orStorageFault } from "../disk/storage-fault.ts";
import { Fault } from "../fault.ts";
import { canReach, type EmbeddedAccount } from "./embedded-account.ts";

/** The places of one embedded server, all decided by the home folder, so that every process finds the same. */
export interface EmbeddedFolder {
  readonly data: string;
  /** Owned by the server's account: the log, and files handed to it for a moment. */
  readonly run: string;
  /** Where the Unix socket lies; `run`, unless that path is too long for a socket. */
  readonly socket: string;
  readonly log: string;
}

/** A socket's path must fit sockaddr_un with its ending zero: 108 bytes on Linux, 104 on macOS. */
const longestSocketPath = 103;

/** The socket's name for port 5432, the default of every client. */
const socketName = ".s.PGSQL.5432";

/** Reads where things lie; makes nothing. `data` may be a link that points to where root had to put it. */
export async function locateFolder(home: string): Promise<EmbeddedFolder> {
  const named = path.join(await realpath(home), "postgres");
  const data = await realpath(named).catch(() => named);
  const run = path.join(path.dirname(data), "run");
  const fits = Buffer.byteLength(path.join(run, socketName)) <= longestSocketPath;
  const name = createHash("sha256").update(run).digest("hex").slice(0, 16);
  // @NOTE /tmp and not os.tmpdir(): TMPDIR may differ between two processes that must meet at this socket.
  return { data, run, socket: fits ? run : `/tmp/muster-${name}`, log: path.join(run, "postgres.log") };
}

/**
 * Makes the folders for the account. Another account is let through the home (through, not into: its folders stay
 * closed); where it cannot even come that far (root's own folder is closed to everybody), the data goes to
 * /var/lib/muster and a link in the home tells so.
 *
 * @throws Fault `database.embedded.folder-taken`, `storage.disk.full`, `storage.path.forbidden`, `storage.path.failed`
 */
export function prepareFolder(home: string, account: EmbeddedAccount): Promise<EmbeddedFolder> {
  return orStorageFault(makePlaces(home, account), home);
}

async function makePlaces(home: string, account: EmbeddedAccount): Promise<EmbeddedFolder> {
  let folder = await locateFolder(home);
  if (!(await canReach(account, folder.data))) {
    if (await canReach(account, await realpath(home))) await chmod(home, 0o711);
    else await settleElsewhere(folder, account);
    folder = await locateFolder(home);
  }
  await makePrivate(folder.run, account);
  if (folder.socket !== folder.run) await makePrivate(folder.socket, account);
  return folder;
}

async function settleElsewhere(folder: EmbeddedFolder, account: EmbeddedAccount): Promise<void> {
  const name = createHash("sha256").update(folder.data).digest("hex").slice(0, 16);
  const elsewhere = path.join("/var/lib/muster", name);
  await mkdir(elsewhere, { recursive: true, mode: 0o711 });
  await makePrivate(path.join(elsewhere, "postgres"), account);
  await symlink(path.join(elsewhere, "postgres"), folder.data).catch(ignoreExisting);
}

async function makePrivate(folder: string, account: EmbeddedAccount): Promise<void> {
  await mkdir(folder, { mode: 0o700 }).catch(ignoreExisting);
  await handOver(folder, account);
  const found = await lstat(folder);
  const wantedUid = account.kind === "user" ? account.uid : process.getuid?.();
  if (!found.isDirectory() || found.uid !== wantedUid) {
    throw new Fault(
      "database.embedded.folder-taken",
      "never",
      `The folder ${folder} belongs to somebody else. Remove it, or choose another MUSTER_HOME.`,
      { folder },
    );
  }
  if ((found.mode & 0o077) !== 0) await chmod(folder, 0o700);
}

/** Gives a file or folder of ours to the server's account; nothing to do when that is ourselves. */
export async function handOver(file: string, account: EmbeddedAccount): Promise<void> {
  if (account.kind !== "user") return;
  const found = await lstat(file);
  if (found.uid === 0 && !found.isSymbolicLink()) await chown(file, account.uid, account.gid);
}

/**
 * The passwords of the server's roles, all drawn from one secret of 32 bytes in a 0600 file outside the data
 * folder. Made for a new home; a link makes the whole file appear at once, so two processes get the same secret.
 *
 * @throws Fault `database.embedded.key-lost` where there is a cluster and no secret, and `storage.*` where the home
 * can be neither read nor written
 */
export async function readPasswords(home: string): Promise<(role: string) => string> {
  const file = path.join(home, "keys", "database-secret");
  const secret = await orStorageFault(
    readIfThere(file).then((found) => found ?? makeSecret(home, file)),
    file,
  );
  return (role) => createHmac("sha256", secret).update(`postgres role ${role}`).digest("base64url");
}

async function makeSecret(home: string, file: string): Promise<string> {
  const { data } = await locateFolder(home);
  if ((await readIfThere(path.join(data, "PG_VERSION"))) !== undefined) throw keyLost();
  await makeFolder(path.dirname(file));
  const half = `${file}.${randomUUID()}`;
  await writeFile(half, randomBytes(32).toString("hex"), { mode: 0o600, flag: "wx" });
  await link(half, file).catch(ignoreExisting);
  await rm(half);
  return readFile(file, "utf8");
}

/** The secret in the home is missing or another one than the cluster was made with. */
export function keyLost(): Fault {
  return new Fault(
    "database.embedded.key-lost",
    "never",
    "The key of the embedded database is not there: put keys/database-secret of this home folder back from a backup.",
  );
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

function ignoreExisting(error: unknown): void {
  if (error instanceof Error && "code" in error && error.code === "EEXIST") return;
  throw error;
}
