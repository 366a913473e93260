import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import { Fault } from "../fault.ts";
import { type TestConnection, testConnection } from "./network/test-connection.ts";
import type { Connection, Delivery, SourceKind, SourceValues } from "./source.ts";

/** A fault of a stand-in, in the words of the sandbox's stand-ins. */
export type SuiteFault = { readonly on?: string; readonly page?: number; readonly times?: number } & (
  | { readonly kind: "status"; readonly status: number; readonly retryAfter?: string }
  | { readonly kind: "html" | "truncated" | "reset" | "hang" | "stuck" | "short" | "emptied" }
  | { readonly kind: "expire-tokens" | "no-total" | "no-links" }
  | { readonly kind: "body"; readonly json: unknown }
  | { readonly kind: "endless"; readonly encoding?: "gzip" }
  | { readonly kind: "redirect"; readonly to: string }
  | { readonly kind: "clamp"; readonly limit: number }
  | { readonly kind: "drift"; readonly by?: "insert" | "remove"; readonly frozenTotal?: boolean }
);

/** A stand-in that runs, with a district behind it. */
export interface StandIn {
  /** What a district would have typed, secrets among it. Pages are to be small: every listing below has three or more. */
  readonly values: SourceValues;
  readonly faults: {
    readonly add: (...faults: readonly SuiteFault[]) => void;
    readonly clear: () => void;
  };
  /** Every file that is to arrive, and the rows in it. */
  readonly rows: Readonly<Record<string, number>>;
  /** Texts that may be found nowhere afterwards: keys, tokens, a child's birth date that the server sends along. */
  readonly canaries: readonly string[];
  /** A listing of three pages or more, by the name of its route, and the file it becomes. */
  readonly large: { readonly route: string; readonly file: string };
  /** A listing without which nothing may be delivered. */
  readonly needed: string;
  /** A listing that a roster can do without, and its file; undefined where there is none. */
  readonly spare: { readonly route: string; readonly file: string } | undefined;
  /** The clock of both sides; a fixed one where it is left out. */
  readonly now?: () => Date;
  /** Whether tokens end, so that a reading must go on with another. */
  readonly hasTokens: boolean;
}

export interface SourceSetUp {
  readonly kind: SourceKind;
  readonly start: (t: TestContext) => Promise<StandIn>;
}

/** A stand-in and the ways to ask it. */
export interface World {
  readonly kind: SourceKind;
  readonly standIn: StandIn;
  /** A connection with a folder of its own. */
  readonly connect: (given?: Partial<Connection>) => Promise<TestConnection>;
}

/** Starts the stand-in; folders go with the test. */
export async function openWorld(t: TestContext, { kind, start }: SourceSetUp): Promise<World> {
  const standIn = await start(t);
  const connect = async (given: Partial<Connection> = {}): Promise<TestConnection> => {
    const folder = await mkdtemp(path.join(tmpdir(), "muster-source-"));
    t.after(() => rm(folder, { recursive: true, force: true }));
    const clock = standIn.now === undefined ? {} : { now: standIn.now };
    return testConnection({ values: standIn.values, folder, ...clock, ...given });
  };
  return { kind, standIn, connect };
}

/** The fault that work ends with. */
export async function faultOf(work: Promise<unknown>): Promise<Fault> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error("nothing was wrong");
}

/** All files are there, with all their rows, and no others. */
export async function assertWhole(delivery: Delivery, { rows }: StandIn): Promise<void> {
  const files = (await readdir(delivery.path)).filter((file) => file !== "manifest.csv");
  assert.deepEqual(files.toSorted(), Object.keys(rows).toSorted());
  for (const [file, count] of Object.entries(rows))
    assert.equal(await recordsOf(delivery, file), count, file);
}

/** Rows that a file is to have. */
export function rowsOf({ rows }: StandIn, file: string): number {
  return rows[file] ?? 0;
}

/** Records of a file: our writers put none on two lines. The ids in it must be different ones. */
export async function recordsOf({ path: folder }: Delivery, file: string): Promise<number> {
  const text = await readFile(path.join(folder, file), "utf8");
  const records = text.split("\r\n").slice(1, -1);
  assert.equal(new Set(records).size, records.length, `${file} says something twice`);
  return records.length;
}

/** No canary is in what was said. */
export function assertNoCanary({ canaries }: StandIn, ...said: readonly unknown[]): void {
  for (const one of said) {
    const text = typeof one === "string" ? one : JSON.stringify(one);
    for (const canary of canaries) assert.ok(!text.includes(canary), "a canary got out");
  }
}

/** A fault with its causes, as a careless log would write it. */
export function everythingOf(fault: Fault): string {
  const parts: string[] = [];
  for (let one: unknown = fault; one instanceof Error; one = one.cause)
    parts.push(one.message, one.stack ?? "", JSON.stringify(one), JSON.stringify(Object.values(one)));
  return parts.join("\n");
}
