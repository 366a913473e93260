import path from "node:path";
import type { Finding } from "@muster/rules/check/finding.ts";
import { Fault } from "../../fault.ts";
import { inputFinding } from "../input-finding.ts";
import type { Connection, Delivery } from "../source.ts";
import { timesAhead } from "../time-ahead.ts";
import type { Choice, RosterSet } from "./choose-set.ts";
import { endsAsZip } from "./ends-as-zip.ts";
import { changed, type FetchedFile, fetchFile, proofOf } from "./fetch-file.ts";
import { findSet } from "./find-set.ts";
import { statFile } from "./list-remote.ts";
import { noteFiles } from "./put-away.ts";
import { isSameFile, type RemoteFile } from "./remote-file.ts";
import { assertQuiet, type FirstLook, isResting, restMs } from "./settle.ts";
import type { SftpSession } from "./sftp-session.ts";
import type { SftpSettings } from "./sftp-settings.ts";

/** What one attempt leaves to the next one: a connection that was cut does not begin the wait anew. */
export interface FetchProgress {
  firstLook: FirstLook | undefined;
}

/** A listing so long that somebody should clear the folder (A23). */
const longListing = 5_000;

/**
 * Finds the newest set, waits until nobody writes to it any more, and fetches it. Nothing is resumed: a file is read
 * from its beginning to its end in one session (A19).
 *
 * @throws Fault `source.*`, `storage.*`
 */
export async function fetchSet(
  session: SftpSession,
  settings: SftpSettings,
  connection: Connection,
  progress: FetchProgress,
  window: number,
): Promise<Delivery> {
  connection.onProgress({ what: `looking into ${settings.path}` });
  const { choice, listed } = await lookFor(session, settings, connection);
  const settled = await settle(session, settings, connection, progress, choice);
  const { chosen } = settled.choice;
  const fetched = await fetchAll(session, chosen, connection, window);
  const [first] = chosen.files;
  const isZip = chosen.kind === "zip" && first !== undefined;
  return {
    path: isZip ? localPath(connection, first) : connection.folder,
    proofs: fetched.map((file) => proofOf(file, settled.by)),
    findings: [...settled.choice.findings, ...findingsOf(chosen, listed, connection)],
    seen: {
      hostKey: session.hostKey.fingerprint,
      hostKeyType: session.hostKey.type,
      set: chosen.name,
      files: noteFiles(fetched.map(({ file }) => file)),
    },
  };
}

interface Settled {
  readonly choice: Choice;
  /** `end`: the archive has its end. `quiet`: nobody wrote to the files between two looks, or for long. */
  readonly by: "quiet" | "end";
}

/** @throws Fault `source.files.none` */
async function lookFor(
  session: SftpSession,
  settings: SftpSettings,
  { limits }: Connection,
): Promise<{ readonly choice: Choice; readonly listed: number }> {
  const { choice, listed } = await findSet(session, settings.path, limits.listed);
  if (choice !== undefined) return { choice, listed };
  const facts = { host: session.host, path: settings.path, listed };
  throw new Fault("source.files.none", "later", `There is no roster at ${settings.path}.`, facts);
}

async function settle(
  session: SftpSession,
  settings: SftpSettings,
  connection: Connection,
  progress: FetchProgress,
  choice: Choice,
): Promise<Settled> {
  const { now, wait, onProgress } = connection;
  const { chosen } = choice;
  const [zip] = chosen.files;
  if (chosen.kind === "zip" && zip !== undefined && (await endsAsZip(session, zip)))
    return { choice, by: "end" };
  if (isResting(chosen, now())) return { choice, by: "quiet" };
  const first = progress.firstLook ?? { at: now().getTime(), files: chosen.files };
  progress.firstLook = first;
  const pause = restMs(first, settings.quietMs, connection);
  if (pause > 0) {
    onProgress({ what: `waiting until the files are quiet, ${Math.ceil(pause / 1000)} s` });
    await wait(pause);
  }
  const second = await lookFor(session, settings, connection);
  assertQuiet(first, second.choice.chosen.files, now());
  return { choice: second.choice, by: "quiet" };
}

/** Fetches all files; those that changed meanwhile once more, since users of now and enrollments of before are no roster. */
async function fetchAll(
  session: SftpSession,
  { files }: RosterSet,
  connection: Connection,
  window: number,
): Promise<readonly FetchedFile[]> {
  const fetched = new Map<string, FetchedFile>();
  let stale: readonly RemoteFile[] = files;
  for (let round = 0; round < 2 && stale.length > 0; round += 1) {
    for (const file of stale) {
      const one = await orTornApart(
        fetchFile(session, file, localPath(connection, file), connection, window),
      );
      if (one !== undefined) fetched.set(file.path, one);
    }
    stale = await changedSince(session, files, fetched);
  }
  const [still] = stale;
  if (still !== undefined) throw changed(files.find(({ path }) => path === still.path) ?? still, still.bytes);
  return [...fetched.values()];
}

/** A file that was changed while it was read is read once more (A12, A13). */
async function orTornApart(fetching: Promise<FetchedFile>): Promise<FetchedFile | undefined> {
  try {
    return await fetching;
  } catch (error) {
    if (error instanceof Fault && error.code === "source.file.changed") return undefined;
    throw error;
  }
}

/** The files as they are now, where that is not what we hold. One that was read whole and then taken away is ours (A26). */
async function changedSince(
  session: SftpSession,
  files: readonly RemoteFile[],
  fetched: ReadonlyMap<string, FetchedFile>,
): Promise<readonly RemoteFile[]> {
  const stale: RemoteFile[] = [];
  for (const file of files) {
    const held = fetched.get(file.path);
    const now = await statFile(session, file);
    if (held === undefined) stale.push(now ?? file);
    else if (now !== undefined && !isSameFile(held.file, now) && now.bytes !== 0) stale.push(now);
  }
  return stale;
}

function localPath({ folder }: Pick<Connection, "folder">, { name }: RemoteFile): string {
  return path.join(folder, path.basename(name));
}

function findingsOf({ files }: RosterSet, listed: number, { now }: Connection): readonly Finding[] {
  const ahead = timesAhead(files, now());
  return listed < longListing ? ahead : [...ahead, inputFinding("input.listing.long", "", { files: listed })];
}
