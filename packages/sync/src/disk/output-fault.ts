import { Fault } from "../fault.ts";
import { storageFault } from "./storage-fault.ts";

/**
 * Waits for work on a file in a place that a person named, outside our own home. What the system says about it
 * becomes a fault that speaks of that place.
 *
 * @throws Fault `storage.disk.full`, `output.path.unwritable`, and whatever else the work throws
 */
export async function orOutputFault<Result>(work: Promise<Result>, path: string): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    const fault = storageFault(error, path);
    const isAboutPath = fault instanceof Fault && fault.code.startsWith("storage.path.");
    if (!isAboutPath || fault === error) throw fault;
    const text = `${path} cannot be written.`;
    throw new Fault("output.path.unwritable", "never", text, fault.facts, { cause: error });
  }
}
