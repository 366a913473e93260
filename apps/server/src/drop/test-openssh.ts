import { spawn } from "node:child_process";
import { chmod, writeFile } from "node:fs/promises";
import path from "node:path";
import type { DropServer } from "./drop-server.ts";

export interface ClientChoices {
  readonly password?: string;
  /** The private key it signs in with, unless a password is given. */
  readonly key?: string;
  readonly program?: "sftp" | "ssh" | "scp";
  readonly options?: readonly string[];
  readonly args?: readonly string[];
  /** As fast as this line, in kbit/s. */
  readonly limitKbits?: number;
  /** Asked every few ms; the client is killed at the first yes. */
  readonly killWhen?: () => Promise<boolean>;
}

export interface ClientEnd {
  readonly code: number | null;
  readonly said: string;
}

let keys = 0;

/** OpenSSH as it is installed: it knows the server's key beforehand and accepts no other. Runs in the drop's home. */
export async function runOpenssh(
  to: { readonly home: string; readonly server: DropServer; readonly login: string },
  commands: readonly string[],
  choices: ClientChoices,
): Promise<ClientEnd> {
  const { program = "sftp", args = [] } = choices;
  const common = ["-F", "none", ...(await optionsFor(to, choices)), program === "ssh" ? "-p" : "-P"];
  const limit = choices.limitKbits === undefined ? [] : ["-l", String(choices.limitKbits)];
  const where = program === "scp" ? [] : [`${to.login}@127.0.0.1`];
  const batch = program === "sftp" ? ["-b", "-"] : [];
  const ask = path.join(to.home, "ask");
  await writeFile(ask, `#!/bin/sh\necho '${choices.password ?? ""}'\n`);
  await chmod(ask, 0o700);
  const child = spawn(program, [...common, String(to.server.port), ...limit, ...batch, ...where, ...args], {
    cwd: to.home,
    env: { ...process.env, SSH_ASKPASS: ask, SSH_ASKPASS_REQUIRE: "force", DISPLAY: ":0" },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (data) => {
      said += String(data);
    });
  child.stdin.on("error", () => undefined);
  child.stdin.end(commands.map((command) => `${command}\n`).join(""));
  const closed = new Promise<number | null>((resolve) => child.on("close", resolve));
  while (choices.killWhen !== undefined && child.exitCode === null && !child.killed) {
    if (await choices.killWhen()) child.kill("SIGKILL");
    else await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return { code: await closed, said };
}

async function optionsFor(
  { home, server }: { readonly home: string; readonly server: DropServer },
  { options = [], key = "", password }: ClientChoices,
): Promise<readonly string[]> {
  keys += 1;
  const keyFile = path.join(home, `id-${keys}`);
  await writeFile(keyFile, key, { mode: 0o600 });
  const known = path.join(home, "known_hosts");
  await writeFile(known, `[127.0.0.1]:${server.port} ${server.hostKey}\n`);
  const [byKey, byPassword] = password === undefined ? ["yes", "no"] : ["no", "yes"];
  const all = [
    ...["BatchMode=no", "StrictHostKeyChecking=yes", `UserKnownHostsFile=${known}`, "IdentitiesOnly=yes"],
    ...[`PubkeyAuthentication=${byKey}`, `PasswordAuthentication=${byPassword}`, "NumberOfPasswordPrompts=1"],
    ...["ConnectTimeout=10", ...options],
  ];
  return [...all.flatMap((option) => ["-o", option]), "-i", keyFile];
}
