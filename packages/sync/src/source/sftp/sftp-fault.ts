import { Fault } from "../../fault.ts";
import { networkFault } from "../network/network-fault.ts";

/** Where at a server something failed. */
export interface RemotePlace {
  readonly host: string;
  readonly login: string;
  readonly path: string;
}

/** Codes of the protocol's answers (draft-ietf-secsh-filexfer-02 §7). */
export const sftpStatus = { end: 1, missing: 2, refused: 3, failure: 4, unsupported: 8 } as const;

/** The code of an answer of the SFTP server; undefined for every other error. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof Error &&
    !(error instanceof Fault) &&
    "code" in error &&
    typeof error.code === "number"
    ? error.code
    : undefined;
}

/** What the server says about a folder. An error while listing is never an empty list (A16, A22). */
export function folderFault(error: unknown, { host, login, path }: RemotePlace): unknown {
  const status = statusOf(error);
  if (status === undefined) return networkFault(error, host);
  const facts = { host, login, path };
  const cause = { cause: error };
  if (status === sftpStatus.missing)
    return new Fault("source.folder.missing", "later", `There is no ${path} at ${host}.`, facts, cause);
  if (status === sftpStatus.refused)
    return new Fault("source.folder.refused", "never", `${path} at ${host} may not be listed.`, facts, cause);
  const failed = { ...facts, status };
  return new Fault("source.listing.failed", "later", `${host} fails while listing ${path}.`, failed, cause);
}

/** What the server says about a file. */
export function fileFault(error: unknown, { host, login, path }: RemotePlace): unknown {
  const status = statusOf(error);
  if (status === undefined) return networkFault(error, host);
  const facts = { host, login, path };
  const cause = { cause: error };
  if (status === sftpStatus.missing)
    return new Fault("source.file.vanished", "later", `${path} is gone from ${host}.`, facts, cause);
  if (status === sftpStatus.refused)
    return new Fault("source.file.refused", "never", `${path} at ${host} may not be read.`, facts, cause);
  return new Fault(
    "source.file.failed",
    "later",
    `${host} fails while reading ${path}.`,
    { ...facts, status },
    cause,
  );
}
