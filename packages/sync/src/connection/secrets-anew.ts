import { Fault } from "../fault.ts";
import type { SourceKind, SourceValues } from "../source/source.ts";

/** Fields that say to which server secrets are sent. */
const places: ReadonlySet<string> = new Set([
  ...["host", "port", "address", "base-url", "account-url", "token-address"],
]);

/**
 * Whoever leads a source to another server types its secrets anew: else somebody at a screen that was left open could
 * send a password that they cannot read to a server of their own.
 *
 * @param known what the source knows now
 * @param kept which secrets it keeps
 * @param given what is to be changed
 * @throws Fault `source.field.missing` with the secret that is needed
 */
export function assertSecretsAnew(
  kind: SourceKind,
  known: SourceValues,
  kept: readonly string[],
  given: SourceValues,
): void {
  const isMoved = Object.entries(given).some(
    ([key, value]) => places.has(key) && (known[key] ?? "") !== value.trim(),
  );
  if (!isMoved) return;
  const needed = kind.fields.find(({ key }) => kept.includes(key) && given[key] === undefined);
  if (needed === undefined) return;
  throw new Fault("source.field.missing", "never", `${needed.label} is needed for another server`, {
    ...{ field: needed.key, label: needed.label, kind: kind.kind, flag: `${needed.key}-file FILE` },
  });
}
