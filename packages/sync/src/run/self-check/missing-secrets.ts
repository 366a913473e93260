import type { SourceKind, SourceValues } from "../../source/source.ts";

/** What a source must keep secret or pin, and which of it is missing, by the labels of its fields. */
export interface MissingSecrets {
  readonly needed: number;
  readonly missing: readonly string[];
}

/**
 * A secret without a fallback is needed; of secrets that may each stay empty (a password, a private key) one is. A field
 * `host-key` pins whom the secrets are sent to.
 */
export function missingSecrets(kind: SourceKind, values: SourceValues): MissingSecrets {
  const isEmpty = ({ key }: { readonly key: string }): boolean => (values[key] ?? "") === "";
  const secrets = kind.fields.filter(({ type }) => type === "secret");
  const must = secrets.filter(({ fallback }) => fallback === undefined);
  const may = must.length === 0 ? secrets : [];
  const pins = kind.fields.filter(({ key }) => key === "host-key");
  return {
    needed: must.length + pins.length + (may.length > 0 ? 1 : 0),
    missing: [
      ...[...must, ...pins].filter(isEmpty).map(({ label }) => label),
      ...(may.length > 0 && may.every(isEmpty) ? [may.map(({ label }) => label).join(" or ")] : []),
    ],
  };
}
