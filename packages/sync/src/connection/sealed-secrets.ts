import type { HomeKeys } from "../keys/home-keys.ts";
import type { SourceValues } from "../source/source.ts";

/** Which of a source's secrets are meant: those in use, or those that are to replace them. */
export type SecretsOf = "source" | "next of source";

/** Seals the secrets of a source; null where it has none. */
export function sealSecrets(
  keys: HomeKeys,
  districtId: number,
  sourceId: number,
  secrets: SourceValues,
  of: SecretsOf = "source",
): Buffer | null {
  if (Object.keys(secrets).length === 0) return null;
  return keys.sealSecret(districtId, `${of} ${sourceId}`, JSON.stringify(secrets));
}

/** @throws Fault `keys.secret.damaged` */
export function openSecrets(
  keys: HomeKeys,
  districtId: number,
  sourceId: number,
  sealed: Buffer | null,
  of: SecretsOf = "source",
): SourceValues {
  if (sealed === null) return {};
  const opened: unknown = JSON.parse(keys.openSecret(districtId, `${of} ${sourceId}`, sealed));
  if (typeof opened !== "object" || opened === null) throw new Error("sealed secrets are an object");
  return Object.fromEntries(Object.entries(opened).map(([key, value]) => [key, String(value)]));
}
