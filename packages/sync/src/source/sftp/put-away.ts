import { below, type RemoteFile } from "./remote-file.ts";
import { fileFault, sftpStatus, statusOf } from "./sftp-fault.ts";
import type { SftpSession } from "./sftp-session.ts";

/** Where files go after a sync, beside where they lay. It is never looked into. */
export const archiveFolder = "muster-archive";

/**
 * Moves files that are in the directory by now into `muster-archive/<time>/`. A file that is not the one that was
 * fetched any more stays where it is.
 *
 * @throws Fault `source.file.refused`, `source.file.failed`, `source.transfer.*`
 */
export async function putAway(
  session: SftpSession,
  files: readonly { readonly path: string; readonly bytes: number; readonly modifiedAt: number }[],
  at: Date,
): Promise<readonly string[]> {
  const moved: string[] = [];
  for (const { path, bytes, modifiedAt } of files) {
    const slash = path.lastIndexOf("/");
    const folder = slash < 0 ? "." : path.slice(0, slash) || "/";
    const name = path.slice(slash + 1);
    const place = { host: session.host, login: session.login, path };
    try {
      const stats = await session.stat(path).catch((error: unknown) => {
        if (statusOf(error) === sftpStatus.missing) return undefined;
        throw error;
      });
      if (stats === undefined || stats.size !== bytes || stats.mtime * 1000 !== modifiedAt) continue;
      const archive = below(folder, archiveFolder);
      const dated = below(archive, at.toISOString().slice(0, 19).replaceAll(":", ""));
      for (const made of [archive, dated]) await makeFolder(session, made);
      await session.rename(path, below(dated, name));
      moved.push(path);
    } catch (error) {
      throw fileFault(error, place);
    }
  }
  return moved;
}

/** @NOTE a folder that is there already is a plain failure to this protocol: whether it is there, only a look tells. */
async function makeFolder(session: SftpSession, path: string): Promise<void> {
  const isThere = await session.stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
  if (!isThere) await session.makeFolder(path);
}

/** What a fetch notes of its files, to find them again when the sync is over. */
export function noteFiles(files: readonly RemoteFile[]): string {
  return JSON.stringify(files.map(({ path, bytes, modifiedAt }) => ({ path, bytes, modifiedAt })));
}
