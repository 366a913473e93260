import type { Database, Reader } from "../database/database.ts";
import type { DropKey } from "./drop-key.ts";

/** The drop account of a source, as the server of the drop needs it. */
export interface DropAccountRow {
  readonly districtId: number;
  readonly sourceId: number;
  readonly login: string;
  readonly keys: readonly DropKey[];
  /** Undefined: keys alone. */
  readonly passwordHash: string | undefined;
  readonly quotaBytes: number;
  readonly isWriteOnly: boolean;
  /** Addresses and networks that may sign in; empty: all. */
  readonly allowedAddresses: readonly string[];
}

/** A drop account as a list shows it; no password, not even its hash. */
export interface DropAccountListing extends Omit<DropAccountRow, "keys" | "passwordHash"> {
  readonly keys: readonly (DropKey & { readonly label: string; readonly addedAt: string })[];
  readonly hasPassword: boolean;
  readonly isEnabled: boolean;
  /** Times are ISO 8601. */
  readonly createdAt: string;
  readonly rotatedAt: string | undefined;
  readonly lastUsedAt: string | undefined;
  readonly lastUsedFrom: string | undefined;
}

interface AccountRow extends Record<string, unknown> {
  readonly source_id: number;
  readonly login: string;
  readonly password_hash: string | null;
  readonly quota_bytes: number | string | bigint;
  readonly is_write_only: boolean;
  readonly is_enabled: boolean;
  readonly allowed_addresses: readonly string[];
  readonly keys: readonly (DropKey & { readonly label: string; readonly addedAt: string })[];
  readonly created_at: string;
  readonly rotated_at: string | null;
  readonly last_used_at: string | null;
  readonly last_used_from: string | null;
}

async function readAccounts(tx: Reader, districtId: number, sourceId?: number): Promise<AccountRow[]> {
  return tx.query<AccountRow>(
    `select source_id, login, password_hash, quota_bytes, is_write_only, is_enabled, allowed_addresses,
            to_json(created_at) #>> '{}' as created_at, to_json(rotated_at) #>> '{}' as rotated_at,
            to_json(last_used_at) #>> '{}' as last_used_at, last_used_from,
            (select coalesce(json_agg(json_build_object('type', type, 'key', key, 'fingerprint', fingerprint,
                                                        'label', label, 'addedAt', added_at) order by added_at), '[]')
               from drop_key k where k.district_id = a.district_id and k.source_id = a.source_id) as keys
       from drop_account a
      where district_id = $1 and ($2::integer is null or source_id = $2)
      order by source_id`,
    [districtId, sourceId ?? null],
  );
}

/** The drop accounts of a district, by source. */
export async function listDropAccounts(
  db: Database,
  districtId: number,
): Promise<readonly DropAccountListing[]> {
  const rows = await db.session(districtId, (session) => session.read((tx) => readAccounts(tx, districtId)));
  return rows.map((row) => ({
    ...plainAccount(districtId, row),
    ...{ keys: row.keys, hasPassword: row.password_hash !== null, isEnabled: row.is_enabled },
    ...{ createdAt: row.created_at, rotatedAt: row.rotated_at ?? undefined },
    ...{ lastUsedAt: row.last_used_at ?? undefined, lastUsedFrom: row.last_used_from ?? undefined },
  }));
}

/** The account that signs in under a login, whichever district's it is; undefined where there is none, or it is off. */
export async function findDropAccount(db: Database, login: string): Promise<DropAccountRow | undefined> {
  if (!/^[a-z0-9-]{4,40}$/.test(login)) return undefined;
  const [place] = await db.session(undefined, (session) =>
    session.read((tx) =>
      tx.query<{ district_id: number; source_id: number }>("select * from drop_account_of($1)", [login]),
    ),
  );
  if (place === undefined) return undefined;
  const { district_id: districtId, source_id: sourceId } = place;
  const [row] = await db.session(districtId, (session) =>
    session.read((tx) => readAccounts(tx, districtId, sourceId)),
  );
  if (row === undefined || !row.is_enabled) return undefined;
  const keys = row.keys.map(({ type, key, fingerprint }) => ({ type, key, fingerprint }));
  return { ...plainAccount(districtId, row), keys, passwordHash: row.password_hash ?? undefined };
}

function plainAccount(districtId: number, row: AccountRow) {
  return {
    ...{ districtId, sourceId: row.source_id, login: row.login },
    ...{ quotaBytes: Number(row.quota_bytes), isWriteOnly: row.is_write_only },
    allowedAddresses: row.allowed_addresses,
  };
}
