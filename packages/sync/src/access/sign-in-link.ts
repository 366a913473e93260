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

/** Takes a link as used and its operator as arrived; undefined where it was used, has ended or never was. */
export async function takeSignInLink(
  db: Database,
  secret: string,
  now: Date,
): Promise<{ readonly login: LoginPlace; readonly purpose: LinkPurpose } | undefined> {
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
