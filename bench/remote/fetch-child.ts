/**
 * A child process of the measurement: fetches a stand-in's district once, as our source does, or asks the same questions
 * and throws every answer away. The errand comes as JSON on stdin, the report goes as JSON to
 * stdout.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { sourceKinds } from "@muster/sync/source/registry.ts";
import { type Connection, type SourceValues, sourceLimits } from "@muster/sync/source/source.ts";
import { peakMiB } from "../peak-memory.ts";
import { askAgain } from "./ask-again.ts";
import type { Credential } from "./stand-ins.ts";

/** `muster` fetches into files; `bare` reads to nowhere; `parsing` reads and parses, and keeps nothing. */
export type Errand =
  | { readonly as: "muster"; readonly kind: string; readonly values: SourceValues }
  | {
      readonly as: "bare" | "parsing";
      readonly origin: string;
      readonly questions: readonly string[];
      readonly credential: Credential;
    };

export interface FetchReport {
  readonly ms: number;
  readonly cpuMs: number;
  readonly peakMiB: number;
  /** Objects that were proved to be all; 0 of other clients. */
  readonly objects: number;
}

async function fetchAsMuster(kindName: string, given: SourceValues): Promise<number> {
  const kind = sourceKinds.get(kindName);
  if (kind === undefined) throw new Error(`no such source: ${kindName}`);
  const folder = await mkdtemp(path.join(tmpdir(), "muster-remote-"));
  const fallbacks = kind.fields.map(({ key, fallback = "" }) => [key, fallback] as const);
  const connection: Connection = {
    ...{ folder, values: { ...Object.fromEntries(fallbacks), ...given }, limits: sourceLimits },
    ...{ allowsPrivateHosts: true, signal: new AbortController().signal, now: () => new Date() },
    ...{ wait: (ms) => sleep(ms), onProgress: () => undefined, lastSeen: undefined },
  };
  try {
    const { proofs } = await kind.fetch(connection);
    return proofs.reduce((sum, { received }) => sum + received, 0);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

// A checked edge: only measure-remote.ts starts this program.
const errand = JSON.parse(await text(process.stdin)) as Errand;
const [began, before] = [performance.now(), process.cpuUsage()];
const objects =
  errand.as === "muster" ? await fetchAsMuster(errand.kind, errand.values) : await askAgain(errand);
const { user, system } = process.cpuUsage(before);
const report: FetchReport = {
  ...{ ms: performance.now() - began, cpuMs: (user + system) / 1000 },
  ...{ peakMiB: await peakMiB(), objects },
};
process.stdout.write(`${JSON.stringify(report)}\n`);
