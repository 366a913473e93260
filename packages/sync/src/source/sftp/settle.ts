import { Fault } from "../../fault.ts";
import type { Connection } from "../source.ts";
import { isTimeAhead } from "../time-ahead.ts";
import type { RosterSet } from "./choose-set.ts";
import { isSameFile, type RemoteFile } from "./remote-file.ts";

/** What was seen at the first look; kept while a connection that was cut is opened again. */
export interface FirstLook {
  readonly at: number;
  readonly files: readonly RemoteFile[];
}

/** A file that nobody has written to for so long is no upload under way, whatever the protocol can tell. */
const restingMs = 10 * 60_000;
/** Whether all files have rested for so long that a second look is not needed. */
export function isResting({ files }: RosterSet, now: Date): boolean {
  return files.every(
    (file) => !isTimeAhead(file.modifiedAt, now) && now.getTime() - file.modifiedAt >= restingMs,
  );
}

/** How long to wait until the second look, in ms; 0 where the first one was long enough ago. */
export function restMs(first: FirstLook, quietMs: number, { now }: Pick<Connection, "now">): number {
  return Math.max(0, first.at + quietMs - now().getTime());
}

/**
 * Compares two looks. A file whose size or time changed is still being written, and one that came or went belongs to an
 * upload that is under way (A01).
 *
 * @throws Fault `source.files.growing`, retry `later`, with the sizes
 */
export function assertQuiet(first: FirstLook, second: readonly RemoteFile[], now: Date): void {
  const grown = second.find((file) => !first.files.some((before) => isSameFile(before, file)));
  const gone = first.files.find(({ path }) => !second.some((file) => file.path === path));
  const changed = grown ?? gone;
  if (changed === undefined) return;
  const before = first.files.find(({ path }) => path === changed.path);
  throw new Fault("source.files.growing", "later", "Somebody is still writing the files.", {
    file: changed.name,
    bytesBefore: before?.bytes ?? 0,
    bytes: grown === undefined ? 0 : changed.bytes,
    seconds: Math.round((now.getTime() - first.at) / 1000),
  });
}
