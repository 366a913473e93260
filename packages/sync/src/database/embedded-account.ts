import { spawn } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";

/**
 * As whom PostgreSQL runs: it refuses to be root. `self` is an ordinary user; `namespace` is root in a user
 * namespace of its own, where it looks like `nobody` and the files stay root's; `user` is another account, used
 * where namespaces are refused (plain containers).
 */
export type EmbeddedAccount =
  | { readonly kind: "self" }
  | { readonly kind: "namespace" }
  | { readonly kind: "user"; readonly uid: number; readonly gid: number };

export interface CommandResult {
  readonly exitCode: number | null;
  /** The end of stdout and stderr together, for a fault's text. */
  readonly output: string;
}

const namespaceCommand = ["unshare", "--user", "--map-user=65534", "--map-group=65534"] as const;

/**
 * Chooses the account. A data folder that exists decides by its owner, so that the way once taken is kept.
 * Undefined when root has no way to be anybody else.
 */
export async function chooseAccount(
  dataFolder: string,
  mayUseNamespace = true,
): Promise<EmbeddedAccount | undefined> {
  if (process.getuid?.() !== 0) return { kind: "self" };
  const owner = await stat(dataFolder).catch(() => undefined);
  if (owner !== undefined && owner.uid !== 0) return { kind: "user", uid: owner.uid, gid: owner.gid };
  if (mayUseNamespace && (await runAs({ kind: "namespace" }, "true", [])).exitCode === 0)
    return { kind: "namespace" };
  return owner === undefined ? await findOrdinaryUser() : undefined;
}

/** `postgres` where Debian or another packager made it, else `nobody`, which every system has. */
async function findOrdinaryUser(): Promise<EmbeddedAccount | undefined> {
  const lines = (await readFile("/etc/passwd", "utf8").catch(() => ""))
    .split("\n")
    .map((line) => line.split(":"));
  for (const name of ["postgres", "nobody"]) {
    const [, , uid, gid] = lines.find((fields) => fields[0] === name) ?? [];
    if (uid !== undefined && gid !== undefined) return { kind: "user", uid: Number(uid), gid: Number(gid) };
  }
  return undefined;
}

/**
 * Runs a program as the account and waits for it. Its environment is emptied, so that a PGDATA or PGOPTIONS of
 * the caller cannot bend the server; its working folder is one that every account may enter.
 */
export async function runAs(
  account: EmbeddedAccount,
  command: string,
  args: readonly string[],
): Promise<CommandResult> {
  const [program, ...rest] =
    account.kind === "namespace" ? [...namespaceCommand, "--", command, ...args] : [command, ...args];
  if (program === undefined) throw new Error("no program to run");
  return new Promise((resolve) => {
    const child = spawn(program, rest, {
      cwd: path.parse(process.execPath).root,
      env: { PATH: process.env.PATH ?? "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" },
      stdio: ["ignore", "pipe", "pipe"],
      ...(account.kind === "user" ? { uid: account.uid, gid: account.gid } : {}),
    });
    let output = "";
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString("utf8")).slice(-2000);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", (error) => resolve({ exitCode: null, output: error.message }));
    // @NOTE "exit", not "close": the server inherits pg_ctl's pipes when no log file takes them, and never closes them.
    child.on("exit", (exitCode) => resolve({ exitCode, output: output.trim() }));
  });
}

/** Whether the account may enter every folder down to `file`; root asks for somebody else, so it looks at modes. */
export async function canReach(account: EmbeddedAccount, file: string): Promise<boolean> {
  if (account.kind !== "user") return true;
  for (let folder = path.dirname(path.resolve(file)); ; folder = path.dirname(folder)) {
    const { mode, uid, gid } = await stat(folder);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (folder === path.dirname(folder)) return true;
  }
}
