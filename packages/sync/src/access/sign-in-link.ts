import type { Database, Transaction } from "../database/database.ts";
import type { LoginPlace } from "./operator.ts";
import { districtOfSecret, hashSecret, makeSecret } from "./secret.ts";

/** What a link is for, and how long it works: whoever is at the machine now, whoever reads their mail tomorrow. */
export type LinkPurpose = "first-run" | "invitation" | "reset";

const worksForMs: Readonly<Record<LinkPurpose, number>> = {
  "first-run": 12 * 3_600_000,
  invitation: 3 * 24 * 3_600_000,
  reset: 30 * 60_000,
};

/** Makes a link that signs a login in once; those made before for the same purpose end. Answers its secret. */
export async function makeSignInLink(
  tx: Transaction,
  login: LoginPlace,
  purpose: LinkPurpose,
  by: string,
  now: Date,
): Promise<string> {
  const { secret, hash } = makeSecret(login.districtId);
  await tx.query(
    "delete from sign_in_link where district_id = $1 and ((login_id = $2 and purpose = $3 and used_at is null) or ends_at < $4)",
    [login.districtId, login.loginId, purpose, new Date(now.getTime() - 90 * 24 * 3_600_000).toISOString()],
  );
  await tx.query(
    `insert into sign_in_link (district_id, link_hash, login_id, purpose, made_by, made_at, ends_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      ...[login.districtId, hash, login.loginId, purpose, by, now.toISOString()],
      new Date(now.getTime() + worksForMs[purpose]).toISOString(),
    ],
  );
  return secret;
}

/** Whom a link signs in, and as what. */
export interface SignInLink {
  readonly login: LoginPlace;
  readonly purpose: LinkPurpose;
  /** Whoever has a second factor tells it here too: a link alone, read in somebody's mail, is not enough. */
  readonly needsCode: boolean;
}

/** Looks at a link without using it up; undefined where it was used, has ended or never was. */
export async function readSignInLink(
  db: Database,
  secret: string,
  now: Date,
): Promise<SignInLink | undefined> {
  const districtId = districtOfSecret(secret);
  if (districtId === undefined) return undefined;
  return db.session(districtId, (session) =>
    session.read(async (tx) => {
      const [row] = await tx.query<{ login_id: number; purpose: LinkPurpose; has_code: boolean }>(
        `select k.login_id, k.purpose, l.totp_sealed is not null as has_code
           from sign_in_link k join login l using (district_id, login_id)
          where k.district_id = $1 and k.link_hash = $2 and k.used_at is null and k.ends_at > $3`,
        [districtId, hashSecret(secret), now.toISOString()],
      );
      if (row === undefined) return undefined;
      const { login_id: loginId, purpose } = row;
      // Whoever reads what this machine prints has its database as well.
      return { login: { districtId, loginId }, purpose, needsCode: row.has_code && purpose !== "first-run" };
    }),
  );
}

/** Takes a link as used and its operator as arrived; undefined where it was used, has ended or never was. */
export async function takeSignInLink(
  db: Database,
  secret: string,
  now: Date,
): Promise<Pick<SignInLink, "login" | "purpose"> | undefined> {
  const districtId = districtOfSecret(secret);
  if (districtId === undefined) return undefined;
  return db.session(districtId, (session) =>
    session.write(async (tx) => {
      const [row] = await tx.query<{ login_id: number; purpose: LinkPurpose }>(
        `update sign_in_link set used_at = $3
          where district_id = $1 and link_hash = $2 and used_at is null and ends_at > $3 returning login_id, purpose`,
        [districtId, hashSecret(secret), now.toISOString()],
      );
      if (row === undefined) return undefined;
      const { login_id: loginId, purpose } = row;
      await tx.query(
        `update operator set state = 'active' where district_id = $1 and login_district_id = $1 and login_id = $2 and state = 'invited'`,
        [districtId, loginId],
      );
      return { login: { districtId, loginId }, purpose };
    }),
  );
}
