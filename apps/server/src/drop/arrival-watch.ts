import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { isLitter } from "@muster/sync/disk/is-litter.ts";
import { systemCode } from "@muster/sync/disk/system-code.ts";
import { writeDurably } from "@muster/sync/disk/write-durably.ts";
import { type Completeness, completeSet } from "@muster/sync/source/drop/complete-set.ts";
import { pendingName, uploadsName } from "@muster/sync/source/drop/drop-folder.ts";
import type { DropAccount } from "./drop-account.ts";
import type { DropClock } from "./drop-clock.ts";

/** A file of an arrival. */
export interface ArrivedFile {
  readonly name: string;
  readonly bytes: number;
  readonly arrivedAt: Date;
}

/** Why a set counts as complete: nothing changed for a while, or it says so itself. */
export type ArrivalReason = "quiet" | Completeness;

/**
 * Told once for each set. What it starts may fail: then the arrival is told again. It may also be told twice, after a
 * crash, so it must be able to bear that.
 */
export type OnArrival = (
  account: DropAccount,
  files: readonly ArrivedFile[],
  because: ArrivalReason,
) => Promise<void>;

/** Notices when a district has finished uploading. */
export interface ArrivalWatch {
  /** A file is there that was not there before, or has another content. */
  readonly noteArrived: (name: string) => Promise<void>;
  /** Something else changed: a file was removed, an upload began or ended. */
  readonly noteChanged: () => Promise<void>;
  /** Takes up what a process that ended had not told. */
  readonly takeUp: () => Promise<void>;
  readonly isPending: () => boolean;
  /** What was not told stays noted in the folder. */
  readonly close: () => void;
}

export interface ArrivalWatchOptions {
  readonly account: () => DropAccount;
  readonly uploading: () => number;
  readonly listFiles: () => Promise<readonly { name: string; bytes: number; arrivedAt: number }[]>;
  readonly settleMs: number;
  readonly clock: DropClock;
  readonly onArrival: OnArrival;
  readonly onFailure: (error: unknown) => void;
}

interface WatchState {
  readonly options: ArrivalWatchOptions;
  readonly note: string;
  arrived: Set<string>;
  isClosed: boolean;
  cancel: () => void;
  /** One telling at a time. */
  telling: Promise<void> | undefined;
}

export function watchArrivals(options: ArrivalWatchOptions): ArrivalWatch {
  const note = path.join(options.account().folder, uploadsName, pendingName);
  const state: WatchState = {
    ...{ options, note, arrived: new Set(), isClosed: false, cancel: () => undefined, telling: undefined },
  };
  return {
    noteArrived: async (name) => {
      if (!isLitter(name)) {
        state.arrived.add(name);
        const noted = { login: options.account().login, arrived: [...state.arrived] };
        await writeDurably(note, (handle) => handle.writeFile(JSON.stringify(noted)));
      }
      await settle(state);
    },
    noteChanged: () => settle(state),
    takeUp: async () => {
      const noted = await readPending(options.account().folder);
      for (const name of noted?.arrived ?? []) state.arrived.add(name);
      wait(state);
    },
    isPending: () => state.arrived.size > 0 || state.telling !== undefined,
    close: () => {
      state.isClosed = true;
      state.cancel();
    },
  };
}

/** After a change: either the set says itself that it is whole, or time tells. */
async function settle(state: WatchState): Promise<void> {
  const { options, arrived } = state;
  wait(state);
  if (arrived.size === 0 || options.uploading() > 0) return;
  const complete = await completeSet(options.account().folder, [...arrived]);
  // Not awaited: the client that closed its file is not kept waiting for what an arrival starts.
  if (complete !== undefined) void tell(state, complete);
}

function wait(state: WatchState): void {
  const { clock, settleMs } = state.options;
  state.cancel();
  if (!state.isClosed && state.arrived.size > 0)
    state.cancel = clock.after(settleMs, () => void tell(state, "quiet"));
}

function tell(state: WatchState, because: ArrivalReason): Promise<void> {
  state.telling ??= tellOnce(state, because).finally(() => {
    state.telling = undefined;
  });
  return state.telling;
}

async function tellOnce(state: WatchState, because: ArrivalReason): Promise<void> {
  const { options } = state;
  if (state.isClosed || options.uploading() > 0) return wait(state);
  const told = state.arrived;
  state.arrived = new Set();
  try {
    const files = (await options.listFiles()).filter(({ name }) => told.has(name));
    const dated = files.map((file) => ({ ...file, arrivedAt: new Date(file.arrivedAt) }));
    if (dated.length > 0) await options.onArrival(options.account(), dated, because);
    if (state.arrived.size === 0) await rm(state.note, { force: true });
  } catch (error) {
    state.arrived = new Set([...told, ...state.arrived]);
    options.onFailure(error);
  }
  wait(state);
}

/** What lies in a drop's folder and was not told; undefined where everything was. */
export async function readPending(
  folder: string,
): Promise<{ readonly login: string; readonly arrived: readonly string[] } | undefined> {
  try {
    const noted: unknown = JSON.parse(await readFile(path.join(folder, uploadsName, pendingName), "utf8"));
    if (typeof noted !== "object" || noted === null || !("login" in noted) || !("arrived" in noted))
      return undefined;
    const { login, arrived } = noted;
    if (typeof login !== "string" || !Array.isArray(arrived)) return undefined;
    return { login, arrived: arrived.filter((name) => typeof name === "string") };
  } catch (error) {
    if (error instanceof SyntaxError || ["ENOENT", "ENOTDIR"].includes(systemCode(error) ?? ""))
      return undefined;
    throw error;
  }
}
