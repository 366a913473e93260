import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import { readDropKey } from "@muster/sync/directory/drop-key.ts";
import { hashDropPassword } from "@muster/sync/directory/drop-password.ts";
import { makeSshKeyPair } from "@muster/sync/keys/ssh-key-pair.ts";
import { dropFolder } from "@muster/sync/source/drop/drop-folder.ts";
import ssh2, { type ConnectConfig, type SFTPWrapper } from "ssh2";
import type { DropAccount } from "./drop-account.ts";
import type { DropEvent } from "./drop-event.ts";
import { type DropServer, type DropServerOptions, openDropServer } from "./drop-server.ts";
import { type ClientChoices, type ClientEnd, runOpenssh } from "./test-openssh.ts";

/** A drop on loopback with some accounts, everything it told, and clients for it. */
export interface TestDrop {
  readonly home: string;
  readonly server: DropServer;
  readonly accounts: DropAccount[];
  readonly events: DropEvent[];
  readonly arrivals: {
    readonly login: string;
    readonly names: readonly string[];
    readonly because: string;
  }[];
  /** What Debian's `sftp` answers to a batch of commands; signs in with the key unless a password is given. */
  readonly sftp: (login: string, commands: readonly string[], more?: ClientChoices) => Promise<ClientEnd>;
  readonly connect: (login: string, more?: ConnectConfig) => Promise<TestClient>;
  /** Names that lie in an account's folder, with what is in them. */
  readonly files: (login: string) => Promise<Record<string, string>>;
  readonly reopen: (more?: Partial<DropServerOptions>) => Promise<DropServer>;
}

/** ssh2's client, for what `sftp` never asks. */
export interface TestClient {
  readonly client: ssh2.Client;
  readonly sftp: SFTPWrapper;
  readonly close: () => void;
}

export const password = "k3fpa-7xw2m-hq8rt-c4nvy-z9bde";
const passwordHash = await hashDropPassword(password);
const pair = makeSshKeyPair();

export const privateKey: string = pair.privateKey;
export const strangersKey: string = makeSshKeyPair().privateKey;

/** Oak has source 1 of district 1, Elm source 1 of district 2, and so on. */
export async function openTestDrop(
  t: TestContext,
  logins: Readonly<Record<string, Partial<DropAccount>>>,
  options: Partial<DropServerOptions> = {},
): Promise<TestDrop> {
  const home = await mkdtemp(path.join(tmpdir(), "muster-drop-"));
  const events: DropEvent[] = [];
  const arrivals: { login: string; names: readonly string[]; because: string }[] = [];
  const accounts = makeAccounts(home, logins);
  const open = (more: Partial<DropServerOptions> = {}): Promise<DropServer> =>
    openDropServer({
      ...{ home, host: "127.0.0.1", port: 0 },
      accounts: { find: async (login) => accounts.find((account) => account.login === login) },
      onArrival: async ({ login }, files, because) =>
        void arrivals.push({ login, names: files.map(({ name }) => name), because }),
      onSecurityEvent: (event) => events.push(event),
      ...options,
      ...more,
    });
  let server = await open();
  t.after(async () => {
    await server.close();
    await rm(home, { recursive: true, force: true });
  });
  return {
    ...{ home, accounts, events, arrivals },
    get server() {
      return server;
    },
    sftp: (login, commands, more = {}) =>
      runOpenssh({ home, server, login }, commands, { key: privateKey, ...more }),
    connect: (login, more = {}) => connect(server, { username: login, privateKey, ...more }),
    files: (login) => readFolder(accounts.find((account) => account.login === login)?.folder ?? ""),
    reopen: async (more) => {
      await server.close();
      server = await open(more);
      return server;
    },
  };
}

function makeAccounts(home: string, logins: Readonly<Record<string, Partial<DropAccount>>>): DropAccount[] {
  return Object.entries(logins).map(([login, more], index) => ({
    ...{ districtId: index + 1, sourceId: 1, login, keys: [readDropKey(pair.publicKey)], passwordHash },
    ...{ quotaBytes: 10_000_000, isWriteOnly: true, allowedAddresses: [] },
    folder: dropFolder(home, index + 1, 1),
    ...more,
  }));
}

async function readFolder(folder: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => []))
    if (entry.isFile()) files[entry.name] = await readFile(path.join(folder, entry.name), "utf8");
  return files;
}

async function connect(server: DropServer, config: ConnectConfig): Promise<TestClient> {
  const client = new ssh2.Client();
  const sftp = await new Promise<SFTPWrapper>((resolve, reject) => {
    client.on("error", reject);
    client.on("ready", () =>
      client.sftp((error, wrapper) => (error === undefined ? resolve(wrapper) : reject(error))),
    );
    client.on("close", () => reject(new Error("closed")));
    client.connect({ host: "127.0.0.1", port: server.port, hostVerifier: () => true, ...config });
  });
  client.on("error", () => undefined);
  return { client, sftp, close: () => client.end() };
}

/** Calls one of the client's functions that end with `(error, value)`. */
export function asked<T>(
  call: (done: (error: Error | null | undefined, value?: T) => void) => void,
): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    call((error, value) => (error === null || error === undefined ? resolve(value) : reject(error)));
  });
}
