import { randomInt } from "node:crypto";
import type { Database, Reader, Transaction } from "../database/database.ts";
import { Fault } from "../fault.ts";
import { checkAddresses } from "./drop-addresses.ts";
import { type DropKey, readDropKey } from "./drop-key.ts";
import { hashDropPassword, makeDropPassword } from "./drop-password.ts";

/** Which account is meant. */
export interface DropPlace {
  readonly districtId: number;
  readonly sourceId: number;
}

/** What may be chosen about an account. */
export interface DropChoices {
  readonly quotaBytes: number;
  readonly isWriteOnly: boolean;
  readonly isEnabled: boolean;
  readonly allowedAddresses: readonly string[];
}

/** Room for a district of a million students in ZIPs or plain files, twice over. */
export const defaultQuotaBytes: number = 4 * 1024 ** 3;

/**
 * Makes the account of a source, with a login dealt at random: nobody guesses it, and it names no district.
 *
 * @throws Fault `source.id.unknown`, `drop.account.taken`, `drop.address.invalid`
 */
export async function createDropAccount(
  db: Database,
  place: DropPlace,
  now: Date,
  choices: Partial<DropChoices> = {},
): Promise<{ readonly login: string }> {
  const allowed = checkAddresses(choices.allowedAddresses ?? []);
  return db.session(place.districtId, (session) =>
    session.write(async (tx) => {
      await mustBeFree(tx, place);
      await tx.query("select pg_advisory_xact_lock(hashtext('muster.drop.login'))");
      const login = await freeLogin(tx);
      await tx.query(
        `insert into drop_account
           (district_id, source_id, login, quota_bytes, is_write_only, is_enabled, allowed_addresses, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          ...[place.districtId, place.sourceId, login, choices.quotaBytes ?? defaultQuotaBytes],
          ...[choices.isWriteOnly ?? true, choices.isEnabled ?? true, allowed, now.toISOString()],
        ],
      );
      return { login };
    }),
  );
}

async function mustBeFree(tx: Reader, { districtId, sourceId }: DropPlace): Promise<void> {
  const [row] = await tx.query<{ login: string | null }>(
    `select a.login from source s left join drop_account a using (district_id, source_id)
      where s.district_id = $1 and s.source_id = $2`,
    [districtId, sourceId],
  );
  const facts = { district: districtId, source: sourceId };
  if (row === undefined) throw new Fault("source.id.unknown", "never", "there is no such source", facts);
  if (row.login !== null)
    throw new Fault("drop.account.taken", "never", "this source has a drop account already", {
      ...facts,
      login: row.login,
    });
}

const loginSigns = "abcdefghjkmnpqrstuvwxyz23456789";

async function freeLogin(tx: Reader): Promise<string> {
  const sign = (): string => loginSigns[randomInt(loginSigns.length)] ?? "";
  for (;;) {
    const login = `drop-${Array.from({ length: 10 }, sign).join("")}`;
    const [taken] = await tx.query("select 1 from drop_account_of($1)", [login]);
    if (taken === undefined) return login;
  }
}

/**
 * Changes what is chosen about an account; what is left out stays.
 *
 * @throws Fault `drop.account.missing`, `drop.address.invalid`
 */
export async function changeDropAccount(
  db: Database,
  place: DropPlace,
  choices: Partial<DropChoices>,
): Promise<void> {
  const allowed = choices.allowedAddresses && checkAddresses(choices.allowedAddresses);
  await change(
    db,
    place,
    `quota_bytes = coalesce($3, quota_bytes), is_write_only = coalesce($4, is_write_only),
     is_enabled = coalesce($5, is_enabled), allowed_addresses = coalesce($6, allowed_addresses)`,
    [
      choices.quotaBytes ?? null,
      choices.isWriteOnly ?? null,
      choices.isEnabled ?? null,
      ...[allowed ?? null],
    ],
  );
}

/**
 * Gives an account a new password, made by us; the one before is worth nothing from then on. It is answered here and
 * never again.
 *
 * @throws Fault `drop.account.missing`
 */
export async function rotateDropPassword(db: Database, place: DropPlace, now: Date): Promise<string> {
  const password = makeDropPassword();
  const hash = await hashDropPassword(password);
  await change(db, place, "password_hash = $3, rotated_at = $4", [hash, now.toISOString()]);
  return password;
}

/** Takes the password away: from then on keys alone sign in. @throws Fault `drop.account.missing` */
export async function removeDropPassword(db: Database, place: DropPlace, now: Date): Promise<void> {
  await change(db, place, "password_hash = null, rotated_at = $3", [now.toISOString()]);
}

async function change(
  db: Database,
  place: DropPlace,
  set: string,
  values: readonly unknown[],
): Promise<void> {
  await db.session(place.districtId, (session) =>
    session.write(async (tx) => {
      const rows = await tx.query(
        `update drop_account set ${set} where district_id = $1 and source_id = $2 returning 1`,
        [place.districtId, place.sourceId, ...values],
      );
      if (rows.length === 0) throw missing(place);
    }),
  );
}

function missing({ districtId, sourceId }: DropPlace): Fault {
  return new Fault("drop.account.missing", "never", "this source has no drop account", {
    district: districtId,
    source: sourceId,
  });
}

/**
 * Lets a public key sign in; the same key twice is one key with the newer label.
 *
 * @throws Fault `drop.account.missing`, `drop.key.private`, `drop.key.unreadable`, `drop.key.weak`
 */
export async function addDropKey(
  db: Database,
  place: DropPlace,
  key: { readonly text: string; readonly label: string },
  now: Date,
): Promise<DropKey> {
  const read = readDropKey(key.text);
  await db.session(place.districtId, (session) =>
    session.write(async (tx) => {
      const rows = await tx.query(
        `insert into drop_key (district_id, source_id, fingerprint, type, key, label, added_at)
         select district_id, source_id, $3, $4, $5, $6, $7 from drop_account
          where district_id = $1 and source_id = $2
             on conflict (district_id, source_id, fingerprint) do update set label = excluded.label returning 1`,
        [
          ...[place.districtId, place.sourceId, read.fingerprint, read.type, read.key],
          ...[key.label, now.toISOString()],
        ],
      );
      if (rows.length === 0) throw missing(place);
    }),
  );
  return read;
}

/** @throws Fault `drop.key.unknown` */
export async function removeDropKey(db: Database, place: DropPlace, fingerprint: string): Promise<void> {
  await db.session(place.districtId, (session) =>
    session.write(async (tx) => {
      const rows = await tx.query(
        "delete from drop_key where district_id = $1 and source_id = $2 and fingerprint = $3 returning 1",
        [place.districtId, place.sourceId, fingerprint],
      );
      if (rows.length === 0)
        throw new Fault("drop.key.unknown", "never", "this account has no such key", { fingerprint });
    }),
  );
}

/** Notes when and from where an account was last used; an account that is gone meanwhile is passed over. */
export async function noteDropSignIn(
  db: Database,
  place: DropPlace,
  address: string,
  now: Date,
): Promise<void> {
  await db.session(place.districtId, (session) =>
    session.write((tx: Transaction) =>
      tx.query(
        `update drop_account set last_used_at = $3, last_used_from = $4
          where district_id = $1 and source_id = $2`,
        [place.districtId, place.sourceId, now.toISOString(), address],
      ),
    ),
  );
}
