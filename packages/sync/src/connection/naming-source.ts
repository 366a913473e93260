import { Fault } from "../fault.ts";

/** Faults whose words say what to set of which source; the kind of source that throws them does not know its number. */
const aboutSetUp: ReadonlySet<string> = new Set(["source.hostkey.unknown", "source.hostkey.changed"]);

/** The same error, with the number of the source among its facts where its words need it. */
export function namingSource(error: unknown, sourceId: number): unknown {
  if (!(error instanceof Fault) || !aboutSetUp.has(error.code)) return error;
  const { code, retry, message, facts } = error;
  return new Fault(code, retry, message, { ...facts, source: sourceId }, { cause: error });
}
