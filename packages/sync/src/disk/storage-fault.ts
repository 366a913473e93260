import { Fault } from "../fault.ts";
import { systemCode } from "./system-code.ts";

const isFull = new Set(["ENOSPC", "EDQUOT"]);
const isForbidden = new Set(["EACCES", "EPERM", "EROFS"]);

/** Turns what the system says about a file of our own home into a fault; anything else comes back, to be thrown on. */
export function storageFault(error: unknown, path: string): unknown {
  const code = systemCode(error);
  if (code === undefined) return error;
  const facts = { path, code };
  const cause = { cause: error };
  if (isFull.has(code))
    return new Fault("storage.disk.full", "later", `There is no room left for ${path}.`, facts, cause);
  if (isForbidden.has(code))
    return new Fault("storage.path.forbidden", "never", `${path} is closed to us (${code}).`, facts, cause);
  return new Fault("storage.path.failed", "later", `${path} cannot be used (${code}).`, facts, cause);
}

/** Waits for work on a file of our own home, and tells what the system says about it as a fault. */
export async function orStorageFault<Result>(work: Promise<Result>, path: string): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    throw storageFault(error, path);
  }
}
