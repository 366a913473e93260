import { Fault } from "../fault.ts";
import type { SourceKind } from "../source/source.ts";

/** @throws Fault `source.kind.unknown`: also for uploads, which nobody can fetch */
export function kindOf(kinds: ReadonlyMap<string, SourceKind>, name: string): SourceKind {
  const kind = kinds.get(name);
  if (kind !== undefined) return kind;
  const known = [...kinds.keys()].join(", ");
  throw new Fault("source.kind.unknown", "never", `there is no kind of source named ${name}`, {
    name,
    known,
  });
}
