import type { Database, Transaction } from "../database/database.ts";
import { listDistricts } from "../directory/districts.ts";
import type { LoginPlace } from "./operator.ts";
import { addOperator, placeOperator } from "./operators.ts";
import { makeSignInLink } from "./sign-in-link.ts";

/**
 * A link that signs whoever runs this machine in as owner: of the first district, and of every other that nobody owns
 * yet. Undefined where there is no district.
 *
 * @param account who started Muster, as the machine calls them
 */
export async function makeFirstRunLink(
  db: Database,
  account: string,
  now: Date,
): Promise<string | undefined> {
  const [first, ...others] = await listDistricts(db);
  if (first === undefined) return undefined;
  const login = await ensureOwner(db, first.districtId, account, now);
  for (const { districtId } of others) await ensurePlace(db, districtId, login, account, now);
  return db.session(login.districtId, (session) =>
    session.write((tx) => makeSignInLink(tx, login, "first-run", account, now)),
  );
}

/** The first owner of a district, made where there is none. */
async function ensureOwner(
  db: Database,
  districtId: number,
  account: string,
  now: Date,
): Promise<LoginPlace> {
  return db.session(districtId, (session) =>
    session.write(async (tx) => {
      await tx.query("select pg_advisory_xact_lock(hashtext('muster.operators'), $1)", [districtId]);
      const known = await readOwner(tx, districtId);
      if (known !== undefined) return known;
      const owner = { name: account, email: `${account}@localhost`, role: "owner", schoolIds: [] } as const;
      const { loginId } = await addOperator(tx, districtId, owner, account, now);
      return { districtId, loginId };
    }),
  );
}

async function readOwner(tx: Transaction, districtId: number): Promise<LoginPlace | undefined> {
  const [row] = await tx.query<{ districtId: number; loginId: number }>(
    `select login_district_id as "districtId", login_id as "loginId" from operator
      where district_id = $1 and role = 'owner' and state <> 'removed' order by operator_id limit 1`,
    [districtId],
  );
  return row;
}

async function ensurePlace(
  db: Database,
  districtId: number,
  login: LoginPlace,
  account: string,
  now: Date,
): Promise<void> {
  await db.session(districtId, (session) =>
    session.write(async (tx) => {
      await tx.query("select pg_advisory_xact_lock(hashtext('muster.operators'), $1)", [districtId]);
      if ((await readOwner(tx, districtId)) !== undefined) return;
      const owner = { name: account, email: `${account}@localhost`, role: "owner", schoolIds: [] } as const;
      await placeOperator(tx, districtId, login, owner, account, now);
    }),
  );
}
