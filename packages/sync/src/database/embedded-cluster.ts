import { randomUUID } from "node:crypto";
import { access, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { orStorageFault } from "../disk/storage-fault.ts";
import { Fault } from "../fault.ts";
import { canReach, chooseAccount, type EmbeddedAccount, runAs } from "./embedded-account.ts";
import { copyBinaries, type EmbeddedBinaries, findBinaries, linkLibraries } from "./embedded-binaries.ts";
import { type EmbeddedFolder, handOver, locateFolder, prepareFolder } from "./embedded-folder.ts";
import { embeddedAccess, embeddedSettings } from "./embedded-settings.ts";

/** The role initdb makes; only the supervisor signs in with it. */
export const superuser = "postgres";

/** How to make and start a cluster. */
export interface ClusterPlan {
  readonly home: string;
  readonly password: string;
  readonly isDurable: boolean;
  readonly mayUseNamespace: boolean;
  readonly onProgress: (text: string) => void;
}

/**
 * Makes the cluster when there is none and starts it. Several processes may do so at once: the cluster is renamed
 * into place, and PostgreSQL's own lock file lets one server win. So a failed start is no error yet: the caller
 * connects, and asks again when nobody answers. Answers what pg_ctl had to say.
 */
export async function startCluster(plan: ClusterPlan): Promise<string> {
  const { account, binaries, folder } = await prepareCluster(plan);
  if (!(await hasCluster(folder))) await createCluster(plan, account, binaries, folder);
  await refuseOtherMajor(folder, binaries);
  await forgetDeadServer(folder);
  await orStorageFault(writeConfiguration(plan, account, folder), folder.data);
  plan.onProgress("Starting the database");
  const pgCtl = path.join(binaries.folder, "bin", "pg_ctl");
  const args = [
    "start",
    "--pgdata",
    folder.data,
    "--log",
    folder.log,
    "--wait",
    "--timeout",
    "60",
    "--silent",
  ];
  return (await runAs(account, pgCtl, args)).output;
}

/** Stops the server and waits: connections are cut, what was committed is flushed. */
export async function stopCluster(plan: Pick<ClusterPlan, "home" | "mayUseNamespace">): Promise<void> {
  const { account, binaries, folder } = await prepareCluster(plan);
  const pgCtl = path.join(binaries.folder, "bin", "pg_ctl");
  await runAs(account, pgCtl, [
    "stop",
    "--pgdata",
    folder.data,
    "--mode",
    "fast",
    "--wait",
    "--timeout",
    "120",
  ]);
}

interface PreparedCluster {
  readonly account: EmbeddedAccount;
  readonly binaries: EmbeddedBinaries;
  readonly folder: EmbeddedFolder;
}

async function prepareCluster(plan: Pick<ClusterPlan, "home" | "mayUseNamespace">): Promise<PreparedCluster> {
  const account = await chooseAccount((await locateFolder(plan.home)).data, plan.mayUseNamespace);
  if (account === undefined) {
    throw new Fault(
      "database.embedded.root-refused",
      "never",
      "PostgreSQL does not run as root, and here root can be nobody else. Run Muster as an ordinary user, or set DATABASE_URL.",
    );
  }
  const folder = await prepareFolder(plan.home, account);
  return { account, folder, binaries: await reachableBinaries(await findBinaries(), account, plan.home) };
}

async function reachableBinaries(
  found: EmbeddedBinaries,
  account: EmbeddedAccount,
  home: string,
): Promise<EmbeddedBinaries> {
  const isReachable = await canReach(account, path.join(found.folder, "bin", "postgres"));
  if (isReachable && (await linkLibraries(found.folder))) return found;
  return copyBinaries(found, account.kind === "user" ? "/var/lib/muster" : home);
}

async function hasCluster(folder: EmbeddedFolder): Promise<boolean> {
  return access(path.join(folder.data, "PG_VERSION")).then(
    () => true,
    () => false,
  );
}

/**
 * initdb into a folder beside, then one rename; the slower of two processes throws its own away.
 * Locale C.UTF-8 of PostgreSQL's builtin provider sorts alike on every system.
 */
async function createCluster(
  plan: ClusterPlan,
  account: EmbeddedAccount,
  binaries: EmbeddedBinaries,
  folder: EmbeddedFolder,
): Promise<void> {
  plan.onProgress("Creating the database (once, about two seconds)");
  await removeOldHalves(folder);
  const half = `${folder.data}.${randomUUID()}.half`;
  const passwordFile = path.join(folder.run, `password.${randomUUID()}`);
  await orStorageFault(mkdir(half, { mode: 0o700 }), folder.data);
  await handOver(half, account);
  await writeFile(passwordFile, plan.password, { mode: 0o600 });
  await handOver(passwordFile, account);
  try {
    const made = await runAs(account, path.join(binaries.folder, "bin", "initdb"), [
      ...["--pgdata", half, "--username", superuser, "--pwfile", passwordFile, "--auth", "scram-sha-256"],
      ...["--encoding", "UTF8", "--no-locale", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"],
      ...(plan.isDurable ? [] : ["--no-sync"]),
    ]);
    if (made.exitCode !== 0) throw creationFailed(made.output);
    await rename(half, folder.data).catch(async () => {
      if (!(await hasCluster(folder))) throw folderTaken(folder);
    });
  } finally {
    await rm(passwordFile, { force: true });
    await rm(half, { recursive: true, force: true });
  }
}

function creationFailed(output: string): Fault {
  return new Fault(
    "database.embedded.create-failed",
    "later",
    `PostgreSQL could not create its data folder: ${output.slice(-500)}`,
  );
}

function folderTaken(folder: EmbeddedFolder): Fault {
  return new Fault(
    "database.embedded.folder-taken",
    "never",
    `The folder ${folder.data} is in the way: it is not empty and holds no database.`,
    { folder: folder.data },
  );
}

/** What a killed process left of its initdb, ten minutes ago or longer. */
async function removeOldHalves(folder: EmbeddedFolder): Promise<void> {
  const parent = path.dirname(folder.data);
  const prefix = `${path.basename(folder.data)}.`;
  for (const name of await readdir(parent)) {
    if (!name.startsWith(prefix) || !name.endsWith(".half")) continue;
    const half = path.join(parent, name);
    const madeAt = (await stat(half).catch(() => undefined))?.mtimeMs ?? Date.now();
    if (Date.now() - madeAt > 600_000) await rm(half, { recursive: true, force: true });
  }
}

async function refuseOtherMajor(folder: EmbeddedFolder, binaries: EmbeddedBinaries): Promise<void> {
  const found = (await readFile(path.join(folder.data, "PG_VERSION"), "utf8")).trim();
  if (found === binaries.major) return;
  throw new Fault(
    "database.embedded.other-major",
    "never",
    `The data in ${folder.data} was written by PostgreSQL ${found}; this Muster brings PostgreSQL ${binaries.major}. Export with the Muster that wrote it, or serve the folder with PostgreSQL ${found} and set DATABASE_URL.`,
    { found, wanted: binaries.major },
  );
}

/**
 * After a kill and a restart of the machine (or container) the number in postmaster.pid may belong to some other
 * program, and PostgreSQL would then refuse to start for good. Its lock files go when that program is not ours.
 */
async function forgetDeadServer(folder: EmbeddedFolder): Promise<void> {
  const lockFile = path.join(folder.data, "postmaster.pid");
  const pid = Number.parseInt((await readFile(lockFile, "utf8").catch(() => "")).split("\n")[0] ?? "", 10);
  if (!Number.isSafeInteger(pid) || pid <= 0) return;
  const command = await commandOf(pid);
  if (command === undefined || command.includes(folder.data)) return;
  await rm(lockFile, { force: true });
  await rm(path.join(folder.socket, ".s.PGSQL.5432.lock"), { force: true });
}

/** The command line of a running process; undefined when there is none (PostgreSQL then clears up itself). */
export async function commandOf(pid: number): Promise<string | undefined> {
  if (process.platform === "linux") return readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => undefined);
  const listed = await runAs({ kind: "self" }, "ps", ["-o", "command=", "-p", String(pid)]);
  return listed.exitCode === 0 ? listed.output : undefined;
}

async function writeConfiguration(
  plan: ClusterPlan,
  account: EmbeddedAccount,
  folder: EmbeddedFolder,
): Promise<void> {
  const settings = await embeddedSettings({ socketFolder: folder.socket, isDurable: plan.isDurable });
  const files: readonly (readonly [name: string, text: string])[] = [
    ["postgresql.conf", settings],
    ["pg_hba.conf", embeddedAccess],
  ];
  for (const [name, text] of files) {
    const half = path.join(folder.run, `${name}.${randomUUID()}`);
    await writeFile(half, text, { mode: 0o600 });
    await handOver(half, account);
    await rename(half, path.join(folder.data, name));
  }
  await keepLogShort(folder.log);
}

/** The log holds warnings only; past 5 MB it starts anew. */
async function keepLogShort(log: string): Promise<void> {
  const size = (await stat(log).catch(() => undefined))?.size ?? 0;
  if (size > 5_000_000) await rename(log, `${log}.old`);
}
