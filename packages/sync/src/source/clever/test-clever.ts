import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import { Fault } from "../../fault.ts";
import { type TestConnection, testConnection } from "../network/test-connection.ts";
import type { Connection, SourceMemory, SourceValues } from "../source.ts";

/** A stand-in as these tests know it. */
interface Served {
  readonly origin: string;
  readonly districtId: string;
  readonly keys: { readonly token: string };
}

/** A connection to a stand-in with a folder that goes with the test. */
export async function connect(
  t: TestContext,
  clever: Served,
  given: { readonly values?: SourceValues; readonly lastSeen?: SourceMemory } & Partial<Connection> = {},
): Promise<TestConnection> {
  const folder = await mkdtemp(path.join(tmpdir(), "muster-clever-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const { values, ...more } = given;
  const own = {
    ...{ "district-id": clever.districtId, "district-token": clever.keys.token },
    ...{ "base-url": clever.origin, "page-size": "50" },
  };
  return testConnection({ folder, ...more, values: { ...own, ...values } });
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
