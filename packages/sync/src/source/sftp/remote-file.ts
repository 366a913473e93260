/** A regular file at a server, as it was listed. */
export interface RemoteFile {
  readonly name: string;
  /** As the server is asked for it. */
  readonly path: string;
  readonly bytes: number;
  /** By the server's clock, in ms since 1970, to the second. */
  readonly modifiedAt: number;
}

/** A folder at a server with the files that lie directly in it. */
export interface RemoteFolder {
  readonly path: string;
  readonly name: string;
  readonly files: readonly RemoteFile[];
}

/** Whether two looks saw the same file in the same state. The protocol tells no more than this (A12, A13). */
export function isSameFile(a: RemoteFile, b: RemoteFile): boolean {
  return a.path === b.path && a.bytes === b.bytes && a.modifiedAt === b.modifiedAt;
}

/** A path below a folder, as servers of all systems take it. */
export function below(folder: string, name: string): string {
  return folder === "." ? name : folder.endsWith("/") ? `${folder}${name}` : `${folder}/${name}`;
}
