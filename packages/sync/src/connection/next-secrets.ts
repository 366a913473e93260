import type { Reader, Transaction } from "../database/database.ts";
import type { HomeKeys } from "../keys/home-keys.ts";
import type { SourceValues } from "../source/source.ts";
import { openSecrets, sealSecrets } from "./sealed-secrets.ts";

/** Whose secrets are meant. */
interface At {
  readonly districtId: number;
  readonly sourceId: number;
}

/**
 * Secrets that are to replace those in use once they have opened the source; empty where none wait.
 *
 * @throws Fault `keys.secret.damaged`
 */
export async function readNextSecrets(
  tx: Reader,
  keys: HomeKeys,
  { districtId, sourceId }: At,
): Promise<SourceValues> {
  const [row] = await tx.query<{ next_secrets: Buffer | null }>(
    "select next_secrets from source where district_id = $1 and source_id = $2",
    [districtId, sourceId],
  );
  return openSecrets(keys, districtId, sourceId, row?.next_secrets ?? null, "next of source");
}

/** Keeps them sealed; those in use stay. */
export async function keepNextSecrets(
  tx: Transaction,
  keys: HomeKeys,
  { districtId, sourceId }: At,
  values: SourceValues,
): Promise<void> {
  const sealed = sealSecrets(keys, districtId, sourceId, values, "next of source");
  await tx.query("update source set next_secrets = $3 where district_id = $1 and source_id = $2", [
    ...[districtId, sourceId, sealed],
  ]);
}
