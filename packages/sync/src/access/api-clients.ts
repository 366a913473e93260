import { randomBytes, timingSafeEqual } from "node:crypto";
import { allScopes, type Scope } from "@muster/oneroster/provider/operations.ts";
import type { Database, Reader, Transaction } from "../database/database.ts";
import { nextNumber } from "../database/next-number.ts";
import { Fault } from "../fault.ts";
import { writeAudit } from "./audit.ts";
import { districtOfSecret, hashSecret, makeSecret } from "./secret.ts";

/** A system that may read a district's directory by OneRoster REST, as a list shows it. Its secret is told once. */
export interface ListedClient extends Record<string, unknown> {
  readonly client: number;
  readonly clientId: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly madeBy: string;
  readonly madeAt: string;
  readonly rotatedAt: string | null;
  /** Until then the secret before the last rotation works too. */
  readonly oldEndsAt: string | null;
  readonly usedAt: string | null;
  readonly revokedAt: string | null;
}

/** What the other side types, told once. */
export interface ClientSecret {
  readonly client: number;
  readonly clientId: string;
  readonly secret: string;
}

/** How long both secrets work after a rotation, in hours. */
export const bothWorkHours = 24;

/** Makes a client. @param scopes what its tokens may be granted at most */
export async function makeClient(
  tx: Transaction,
  districtId: number,
  { name, scopes }: { readonly name: string; readonly scopes: readonly Scope[] },
  by: string,
  now: Date,
): Promise<ClientSecret> {
  const { secret, hash } = makeSecret(districtId);
  const client = await nextNumber(tx, districtId, "api-client");
  const clientId = `muster-${districtId}-${randomBytes(6).toString("hex")}`;
  await tx.query(
    `insert into api_client (district_id, client_number, client_id, secret_hash, name, scopes, made_by, made_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [districtId, client, clientId, hash, name, scopes.length > 0 ? scopes : allScopes, by, now.toISOString()],
  );
  return { client, clientId, secret };
}

/** The clients of a district, newest first. */
export function listClients(tx: Reader, districtId: number): Promise<ListedClient[]> {
  return tx.query<ListedClient>(
    `select client_number as client, client_id as "clientId", name, scopes, made_by as "madeBy", made_at as "madeAt",
            rotated_at as "rotatedAt", old_ends_at as "oldEndsAt", used_at as "usedAt", revoked_at as "revokedAt"
       from api_client where district_id = $1 order by client_number desc`,
    [districtId],
  );
}

/** A new secret; the one before works for another day. @throws Fault `access.client.unknown` */
export async function rotateClient(
  tx: Transaction,
  districtId: number,
  client: number,
  now: Date,
): Promise<ClientSecret> {
  const { secret, hash } = makeSecret(districtId);
  const until = new Date(now.getTime() + bothWorkHours * 3_600_000).toISOString();
  const [row] = await tx.query<{ clientId: string }>(
    `update api_client set secret_hash = $3, old_secret_hash = secret_hash, old_ends_at = $4, rotated_at = $5
      where district_id = $1 and client_number = $2 and revoked_at is null returning client_id as "clientId"`,
    [districtId, client, hash, until, now.toISOString()],
  );
  if (row === undefined) throw unknown(client);
  return { client, clientId: row.clientId, secret };
}

/** Ends a client and all its tokens at once. @throws Fault `access.client.unknown` */
export async function revokeClient(
  tx: Transaction,
  districtId: number,
  client: number,
  now: Date,
): Promise<void> {
  const rows = await tx.query(
    `update api_client set revoked_at = coalesce(revoked_at, $3), old_secret_hash = null, old_ends_at = null
      where district_id = $1 and client_number = $2 returning 1`,
    [districtId, client, now.toISOString()],
  );
  if (rows.length === 0) throw unknown(client);
  await tx.query("delete from api_client_token where district_id = $1 and client_number = $2", [
    districtId,
    client,
  ]);
}

function unknown(client: number): Fault {
  return new Fault("access.client.unknown", "never", "there is no such client", { client });
}

/** How long a token works, in s. */
export const tokenSeconds = 3600;

/** Who showed an id and a secret that belong together; undefined: nobody may. */
export async function readClient(
  db: Database,
  clientId: string,
  secret: string,
  now: Date,
): Promise<ReadingClient | undefined> {
  const districtId = Number(/^muster-([1-9]\d{0,8})-[0-9a-f]{12}$/.exec(clientId)?.[1]);
  if (!Number.isInteger(districtId) || districtOfSecret(secret) !== districtId) return undefined;
  const [row] = await db.session(districtId, (session) =>
    session.read((tx) =>
      tx.query<{ client: number; name: string; scopes: Scope[]; hash: Buffer; old: Buffer | null }>(
        `select client_number as client, name, scopes, secret_hash as hash,
                case when old_ends_at > $3 then old_secret_hash end as old
           from api_client where district_id = $1 and client_id = $2 and revoked_at is null`,
        [districtId, clientId, now.toISOString()],
      ),
    ),
  );
  if (row === undefined) return undefined;
  const shown = hashSecret(secret);
  const isRight = [row.hash, row.old].some((hash) => hash !== null && timingSafeEqual(hash, shown));
  return isRight ? { districtId, client: row.client, name: row.name, scopes: row.scopes } : undefined;
}

/** A client that reads, with what it may: all that was given it, or what its token was granted. */
export interface ReadingClient {
  readonly districtId: number;
  readonly client: number;
  readonly name: string;
  readonly scopes: readonly Scope[];
}

/** Gives a token; what has ended goes, so that a client that asks for one each time leaves nothing behind. */
export async function giveToken(
  db: Database,
  { districtId, client }: ReadingClient,
  scopes: readonly Scope[],
  now: Date,
): Promise<string> {
  const { secret, hash } = makeSecret(districtId);
  const endsAt = new Date(now.getTime() + tokenSeconds * 1000).toISOString();
  await db.session(districtId, (session) =>
    session.write(async (tx) => {
      await tx.query("delete from api_client_token where district_id = $1 and ends_at < $2", [
        districtId,
        now.toISOString(),
      ]);
      await tx.query(
        `insert into api_client_token (district_id, token_hash, client_number, scopes, ends_at) values ($1, $2, $3, $4, $5)`,
        [districtId, hash, client, scopes, endsAt],
      );
    }),
  );
  return secret;
}

/** A client as its token shows it. */
export interface TokenHolder extends ReadingClient {
  readonly usedAt: string | null;
  /** When the token ends, an ISO instant. */
  readonly endsAt: string;
}

/** Whose token this is, in a transaction of the district the token names; undefined: it works no more. */
export async function readClientToken(
  tx: Reader,
  districtId: number,
  token: string,
  now: Date,
): Promise<TokenHolder | undefined> {
  const [row] = await tx.query<Omit<TokenHolder, "districtId"> & Record<string, unknown>>(
    `select c.client_number as client, c.name, t.scopes, c.used_at as "usedAt", t.ends_at as "endsAt"
       from api_client_token t join api_client c using (district_id, client_number)
      where t.district_id = $1 and t.token_hash = $2 and t.ends_at > $3 and c.revoked_at is null`,
    [districtId, hashSecret(token), now.toISOString()],
  );
  return row === undefined ? undefined : { districtId, ...row };
}

/** Writes down that a client reads: once a day, whoever asks first. */
export async function noteUse(
  db: Database,
  { districtId, client, name }: ReadingClient,
  now: Date,
): Promise<void> {
  const day = now.toISOString().slice(0, 10);
  await db.session(districtId, (session) =>
    session.write(async (tx) => {
      const first = await tx.query(
        `update api_client set used_at = $3 where district_id = $1 and client_number = $2
            and (used_at is null or used_at < $4::date) returning 1`,
        [districtId, client, now.toISOString(), day],
      );
      if (first.length === 0) return;
      await writeAudit(tx, districtId, {
        at: now,
        who: `client ${name}`,
        act: "roster.read",
        facts: { client },
      });
    }),
  );
}
