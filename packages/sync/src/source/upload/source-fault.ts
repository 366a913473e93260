import { systemCode } from "../../disk/system-code.ts";
import { Fault } from "../../fault.ts";

/** Error codes of the system that say: there is nothing at this path. */
const missing = new Set(["ENOENT", "ENOTDIR"]);
/** Codes that stay as they are until somebody changes something. */
const lasting = new Set(["EACCES", "EPERM", "ELOOP", "ENAMETOOLONG", "EISDIR", "ENXIO"]);

/** Turns what the system says about a path into a fault; anything else comes back as it is, to be thrown on. */
export function sourceFault(error: unknown, path: string): unknown {
  const code = systemCode(error);
  if (code === undefined) return error;
  const cause = { cause: error };
  if (missing.has(code))
    return new Fault("source.path.missing", "never", `There is nothing at ${path}.`, { path }, cause);
  const retry = lasting.has(code) ? "never" : "later";
  return new Fault(
    "source.path.unreadable",
    retry,
    `${path} cannot be read (${code}).`,
    { path, code },
    cause,
  );
}
