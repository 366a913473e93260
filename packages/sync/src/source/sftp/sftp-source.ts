import { Fault } from "../../fault.ts";
import { lookIntoEntries } from "../look-into-entries.ts";
import { withRetries } from "../network/retrying.ts";
import type { Connection, Delivery, Renewal, Sighting, SourceKind } from "../source.ts";
import { connectSftp } from "./connect-sftp.ts";
import { type FetchProgress, fetchSet } from "./fetch-set.ts";
import { findSet } from "./find-set.ts";
import { lookIntoZip, type ZipSighting } from "./look-into-zip.ts";
import { makeKeyPair } from "./make-key-pair.ts";
import { putAway } from "./put-away.ts";
import { widestWindow } from "./read-pipelined.ts";
import { remoteEntry } from "./remote-entry.ts";
import type { RemoteFile } from "./remote-file.ts";
import type { SftpSession } from "./sftp-session.ts";
import { sftpFields, sftpSettings } from "./sftp-settings.ts";

/**
 * Files that a district lays on an SFTP server of its own. The newest complete set is fetched once nobody writes to it
 * any more; the server must show the key that was pinned.
 */
export const sftpSource: SourceKind = {
  kind: "sftp",
  label: "Files on an SFTP server",
  fields: sftpFields,
  look,
  fetch: fetchFromSftp,
  putAway: putAwayDelivered,
  renew: renewKey,
};

/** A new key pair; the old one stays good until the new one was tested. Only for who signs in with a key already. */
async function renewKey({ values }: Connection): Promise<Renewal> {
  if ((values["private-key"] ?? "") === "")
    throw new Fault("source.field.missing", "never", "This site is opened with a password.", {
      ...{ field: "password", label: "The new password", kind: "sftp", flag: "password-file FILE" },
    });
  const { privateKey, publicKey, fingerprint } = makeKeyPair("muster");
  return { values: { "private-key": privateKey, passphrase: "" }, toInstall: { publicKey, fingerprint } };
}

/** Files that a look tells of; a roster has a dozen. */
const mostShown = 50;

async function look(connection: Connection): Promise<Sighting> {
  const settings = sftpSettings(connection.values);
  return inSession(connection, async (session) => {
    const { choice } = await findSet(session, settings.path, connection.limits.listed);
    const files = choice?.chosen.files ?? [];
    const [first] = files;
    const zip = choice?.chosen.kind === "zip" && first ? await lookIntoZip(session, first) : undefined;
    // Of a ZIP the names within are read; what stands in its files is seen only when it is here as a whole.
    const entries = choice?.chosen.kind === "zip" ? [] : files.map((file) => remoteEntry(session, file));
    const inside = await lookIntoEntries(entries);
    return {
      connectedTo: `${session.host} as ${session.login}`,
      files: [...files, ...within(first, zip)].slice(0, mostShown).map(({ name, bytes, modifiedAt }) => {
        return { name, bytes, modifiedAt: new Date(modifiedAt).toISOString() };
      }),
      ...{ ...inside, notShared: zip?.missing ?? choice?.chosen.missing ?? [] },
      seen: { hostKey: session.hostKey.fingerprint, hostKeyType: session.hostKey.type },
    };
  });
}

/** `oak.zip/users.csv`, with its size once it is unpacked. */
function within(file: RemoteFile | undefined, zip: ZipSighting | undefined) {
  if (file === undefined || zip === undefined) return [];
  const { name, modifiedAt } = file;
  return zip.files.map(({ path, bytes }) => ({ name: `${name}/${path}`, bytes, modifiedAt }));
}

/** Signs in again after a cut, with fewer reads at once: some servers end what asks too much of them. */
async function fetchFromSftp(connection: Connection): Promise<Delivery> {
  const settings = sftpSettings(connection.values);
  const progress: FetchProgress = { firstLook: undefined };
  let attempt = 0;
  return withRetries(connection, Math.random, () => {
    const window = [widestWindow, 8][attempt] ?? 1;
    attempt += 1;
    return inSession(connection, (session) => fetchSet(session, settings, connection, progress, window));
  });
}

/** Moves what was delivered out of the way, where the district wants that. */
async function putAwayDelivered(connection: Connection): Promise<void> {
  const settings = sftpSettings(connection.values);
  const noted = connection.lastSeen?.files;
  if (settings.after === "leave" || typeof noted !== "string") return;
  const files = notedFiles(noted);
  await inSession(connection, (session) => putAway(session, files, connection.now()));
}

function notedFiles(text: string): readonly { path: string; bytes: number; modifiedAt: number }[] {
  const noted: unknown = JSON.parse(text);
  if (!Array.isArray(noted)) throw new Error("files are noted as a list");
  return noted.map(({ path, bytes, modifiedAt }: Record<string, unknown>) => {
    return { path: String(path), bytes: Number(bytes), modifiedAt: Number(modifiedAt) };
  });
}

async function inSession<Result>(
  connection: Connection,
  work: (session: SftpSession) => Promise<Result>,
): Promise<Result> {
  const session = await connectSftp(sftpSettings(connection.values), connection);
  try {
    return await work(session);
  } catch (error) {
    // What failed because the run was stopped is no failure of the server's.
    connection.signal.throwIfAborted();
    throw error;
  } finally {
    session.close();
  }
}
