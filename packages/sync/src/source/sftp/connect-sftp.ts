import { connect as connectSocket, type Socket } from "node:net";
import { Client, type ConnectConfig, type SFTPWrapper } from "ssh2";
import { Fault } from "../../fault.ts";
import { guardHost } from "../network/guard-host.ts";
import { networkFault } from "../network/network-fault.ts";
import { silent } from "../network/read-body.ts";
import type { Connection } from "../source.ts";
import { type HostKey, hostKeyOf, judgeHostKey } from "./host-key.ts";
import { openSession, type SftpSession } from "./sftp-session.ts";
import type { SftpSettings } from "./sftp-settings.ts";
import { signInOnce } from "./sign-in-once.ts";

/** Nothing with SHA-1, nothing with CBC: a server that offers no more is told so. The order never changes by itself. */
const algorithms = {
  kex: [
    "curve25519-sha256",
    "curve25519-sha256@libssh.org",
    "ecdh-sha2-nistp256",
    "ecdh-sha2-nistp384",
    "ecdh-sha2-nistp521",
    "diffie-hellman-group-exchange-sha256",
    "diffie-hellman-group16-sha512",
    "diffie-hellman-group14-sha256",
  ],
  // @NOTE GCM first: without the library's native part it is four times as fast as ChaCha20.
  cipher: [
    "aes128-gcm@openssh.com",
    "aes256-gcm@openssh.com",
    "aes128-ctr",
    "aes256-ctr",
    "chacha20-poly1305@openssh.com",
  ],
  hmac: ["hmac-sha2-256-etm@openssh.com", "hmac-sha2-512-etm@openssh.com", "hmac-sha2-256", "hmac-sha2-512"],
} satisfies ConnectConfig["algorithms"];

const hostKeyTypes = [
  "ssh-ed25519",
  "ecdsa-sha2-nistp256",
  "ecdsa-sha2-nistp384",
  "ecdsa-sha2-nistp521",
  "rsa-sha2-512",
  "rsa-sha2-256",
] as const;

/** What connecting needs of a source's connection. */
export type Surroundings = Pick<Connection, "limits" | "signal" | "allowsPrivateHosts" | "lastSeen">;

/**
 * Signs in at an SFTP server: to the checked address, with the host key compared before anything of ours is sent, with
 * one attempt at a password.
 *
 * @throws Fault `source.address.invalid`, `source.host.*`, `source.hostkey.unknown`, `source.hostkey.changed`,
 * `source.encryption.weak`, `source.sign-in.refused`, `source.access.refused`, `source.transfer.*`
 */
export async function connectSftp(settings: SftpSettings, around: Surroundings): Promise<SftpSession> {
  const { signal, limits, allowsPrivateHosts } = around;
  const to = await guardHost(settings.host, { allowsPrivateHosts, signal });
  const socket = connectSocket({
    host: to.host,
    port: settings.port,
    lookup: to.lookup,
    autoSelectFamily: true,
  });
  // Questions are small: waiting for more to send costs 40 ms each.
  socket.setNoDelay(true);
  // A failure of the socket is heard where it is waited for; one more must not end the process.
  socket.on("error", () => undefined);
  const client = new Client();
  client.on("error", () => undefined);
  const give = new AbortController();
  const onAbort = (): void => give.abort(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  const timer = setTimeout(() => give.abort(silent(to.host, limits.idleMs)), limits.idleMs);
  try {
    signal.throwIfAborted();
    await connected(socket, to.host, give.signal);
    timer.refresh();
    let hasSent = false;
    const hostKey = await signIn(client, socket, settings, to.host, around, give.signal, () => {
      hasSent = true;
    }).catch((error: unknown) => {
      throw hasSent ? whileSigningIn(error) : error;
    });
    timer.refresh();
    const sftp = await openSftp(client, to.host, give.signal);
    const parts = { client, sftp, host: to.host, login: settings.login, hostKey };
    return openSession({ ...parts, idleMs: limits.idleMs, signal });
  } catch (error) {
    client.destroy();
    socket.destroy();
    throw error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", onAbort);
  }
}

/** A promise that the signal ends; what is settled later changes nothing any more. */
function until<Result>(
  signal: AbortSignal,
  begin: (resolve: (result: Result) => void, reject: (error: unknown) => void) => void,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    begin(resolve, reject);
  });
}

function connected(socket: Socket, host: string, signal: AbortSignal): Promise<void> {
  return until(signal, (resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("error", (error) => reject(networkFault(error, host)));
  });
}

function signIn(
  client: Client,
  socket: Socket,
  settings: SftpSettings,
  host: string,
  { lastSeen, limits }: Surroundings,
  signal: AbortSignal,
  onSent: () => void,
): Promise<HostKey> {
  return until(signal, (resolve, reject) => {
    let hostKey: HostKey | undefined;
    let refusal: Fault | undefined;
    const fail = (error: unknown): void => reject(refusal ?? error);
    client
      .on("ready", () =>
        hostKey === undefined ? reject(new Error("no host key was shown")) : resolve(hostKey),
      )
      .on("error", (error) => fail(signInFault(error, host, settings.login, hostKey !== undefined)))
      .on("close", () => fail(cutBefore(host)));
    client.connect({
      sock: socket,
      username: settings.login,
      readyTimeout: limits.idleMs * 2,
      keepaliveInterval: 20_000,
      algorithms: { ...algorithms, serverHostKey: preferred(lastSeen?.hostKeyType) },
      // Runs before the first byte of the sign-in; false ends the connection.
      hostVerifier: (key: Buffer) => {
        hostKey = hostKeyOf(key);
        refusal = judgeHostKey(host, hostKey, settings.hostKeys);
        return refusal === undefined;
      },
      authHandler: signInOnce(settings, onSent),
    });
  });
}

/** The type of key that was pinned is asked for first: a server that has got another beside it shows the same again. */
function preferred(seenType: unknown): (typeof hostKeyTypes)[number][] {
  const isSeen = (type: string): boolean =>
    type === seenType || (seenType === "ssh-rsa" && type.startsWith("rsa-"));
  return [...hostKeyTypes.filter(isSeen), ...hostKeyTypes.filter((type) => !isSeen(type))];
}

function cutBefore(host: string): Fault {
  return new Fault("source.transfer.cut", "now", `${host} ended the connection.`, { host });
}

/** A server that ends the connection in place of an answer may have counted a refusal: no second attempt follows. */
function whileSigningIn(error: unknown): unknown {
  if (!(error instanceof Fault) || !/^source\.transfer\./.test(error.code)) return error;
  const { code, message, facts, cause } = error;
  return new Fault(code, "later", message, { ...facts, reason: "signing-in" }, { cause });
}

/** The library says at which level something failed; its words are not read. */
function signInFault(error: Error, host: string, login: string, isVerified: boolean): unknown {
  const level = "level" in error ? error.level : undefined;
  const cause = { cause: error };
  if (level === "client-authentication")
    return new Fault(
      "source.sign-in.refused",
      "never",
      `${host} refuses the sign-in.`,
      { host, login },
      cause,
    );
  if (level === "client-timeout")
    return new Fault(
      "source.transfer.timeout",
      "later",
      `${host} has gone silent.`,
      {
        ...{ host, of: null, seconds: 0, reason: "silent" },
      },
      cause,
    );
  if (level === "handshake" && !isVerified)
    return new Fault(
      "source.encryption.weak",
      "never",
      `${host} and we have no encryption in common.`,
      { host },
      cause,
    );
  const fault = networkFault(error, host);
  return fault instanceof Fault
    ? fault
    : new Fault("source.transfer.cut", "now", `${host} gave up.`, { host }, cause);
}

function openSftp(client: Client, host: string, signal: AbortSignal): Promise<SFTPWrapper> {
  return until(signal, (resolve, reject) => {
    client.on("close", () => reject(cutBefore(host)));
    client.sftp((error, sftp) => {
      if (error === undefined) return resolve(sftp);
      // The sign-in works, and the account may do something else than SFTP.
      reject(
        new Fault("source.access.refused", "never", `${host} opens no SFTP.`, { host }, { cause: error }),
      );
    });
  });
}
