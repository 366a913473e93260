import { createHash } from "node:crypto";
import type { Database, Reader, Transaction } from "../database/database.ts";
import { csvText } from "../disk/csv-text.ts";
import type { FaultFacts } from "../fault.ts";

/**
 * One deed of an operator, or one refusal, as the log keeps it: ids and words, nobody's personal data but the operator's
 * name. A deed is written before it is done; where it is refused or fails, a second entry of the same act says so in its
 * facts: `entry` the number of the first, `came` how it ended (`refused`, `failed`), `code` and `why` for what.
 */
export interface AuditEntry {
  readonly at: Date;
  readonly who: string;
  /** The name of the route, or `sign-in`, `sign-in-refused`, `sign-out`. */
  readonly act: string;
  readonly facts: FaultFacts;
}

/** An entry with its place in the chain. */
export interface KeptEntry extends Record<string, unknown> {
  readonly ordinal: number;
  readonly at: string;
  readonly who: string;
  readonly act: string;
  readonly facts: FaultFacts;
  readonly hash: string;
}

/** An entry with what came of its deed; null: nothing speaks against its having been done. */
export interface ListedEntry extends KeptEntry {
  readonly came: Ending | null;
}

/** How a deed ended that was not done. */
interface Ending {
  readonly how: string;
  readonly code: string;
  readonly why: string;
}

/** Appends to the log of the transaction's district; two at once come one after the other. @returns its number */
export async function writeAudit(tx: Transaction, districtId: number, entry: AuditEntry): Promise<number> {
  await tx.query("select pg_advisory_xact_lock(hashtext('muster.audit'), $1)", [districtId]);
  const [last] = await tx.query<{ ordinal: number; hash: string }>(
    "select ordinal, hash from audit where district_id = $1 order by ordinal desc limit 1",
    [districtId],
  );
  const ordinal = (last?.ordinal ?? 0) + 1;
  const at = entry.at.toISOString();
  const { who, act, facts } = entry;
  const hash = chain(last?.hash ?? "", { ordinal, at, who, act, facts });
  await tx.query(
    `insert into audit (district_id, ordinal, at, who, act, facts, hash) values ($1, $2, $3, $4, $5, $6, $7)`,
    [districtId, ordinal, at, who, act, JSON.stringify(facts), hash],
  );
  return ordinal;
}

/** How many entries a district's log has: they are numbered without a gap. */
export async function countAudit(tx: Reader, districtId: number): Promise<number> {
  const [row] = await tx.query<{ entries: number }>(
    "select coalesce(max(ordinal), 0) as entries from audit where district_id = $1",
    [districtId],
  );
  return row?.entries ?? 0;
}

/** The whole log as a table, oldest first, with the hash of each entry. */
export function auditCsv(db: Database, districtId: number): AsyncGenerator<string> {
  return csvText(["number", "at", "who", "act", "facts", "hash"], auditRows(db, districtId));
}

async function* auditRows(db: Database, districtId: number): AsyncGenerator<readonly string[]> {
  for (let from = 0; ; ) {
    const batch = await db.session(districtId, (session) =>
      session.read((tx) => readEntries(tx, districtId, from)),
    );
    for (const { ordinal, at, who, act, facts, hash } of batch) {
      const told = Object.entries(facts).map(([name, value]) => `${name}: ${value}`);
      yield [String(ordinal), at, who, act, told.join("; "), hash];
      from = ordinal;
    }
    if (batch.length === 0) return;
  }
}

/** The entries after one, oldest first. */
function readEntries(tx: Reader, districtId: number, after: number): Promise<KeptEntry[]> {
  return tx.query<KeptEntry>(
    `${selectEntries} where district_id = $1 and ordinal > $2 order by ordinal limit 5000`,
    [districtId, after],
  );
}

/** What was done in a district, or was to be, newest first. */
export async function listAudit(
  tx: Reader,
  districtId: number,
  before: number | undefined,
  most: number,
): Promise<ListedEntry[]> {
  const entries = await tx.query<KeptEntry>(
    `${selectEntries} where district_id = $1 and ($2::int is null or ordinal < $2) order by ordinal desc limit $3`,
    [districtId, before ?? null, most],
  );
  const ended = await readEnded(tx, districtId, entries.at(-1)?.ordinal ?? 0);
  return entries.map((entry) => ({ ...entry, came: ended.get(entry.ordinal) ?? null }));
}

/** How deeds from an entry on were refused or failed: by the number of the deed's entry, and of the one that says so. */
async function readEnded(tx: Reader, districtId: number, from: number): Promise<ReadonlyMap<number, Ending>> {
  const rows = await tx.query<{ ordinal: number; entry: number; ending: Ending }>(
    `select ordinal, (facts->>'entry')::int as entry,
            jsonb_build_object('how', facts->'came', 'code', facts->'code', 'why', facts->'why') as ending
       from audit where district_id = $1 and ordinal >= $2 and facts ? 'came'`,
    [districtId, from],
  );
  return new Map(
    rows.flatMap(({ ordinal, entry, ending }) => [
      [ordinal, ending],
      [entry, ending],
    ]),
  );
}

/** The proof that nobody changed or took out an entry: how many there are, and the first that does not follow. */
export async function verifyAudit(
  tx: Reader,
  districtId: number,
): Promise<{ readonly entries: number; readonly brokenAt: number | undefined; readonly last: string }> {
  let entries = 0;
  let before = "";
  for (;;) {
    const batch = await readEntries(tx, districtId, entries);
    for (const entry of batch) {
      if (entry.ordinal !== entries + 1 || entry.hash !== chain(before, entry))
        return { entries, brokenAt: entries + 1, last: before };
      entries += 1;
      before = entry.hash;
    }
    if (batch.length === 0) return { entries, brokenAt: undefined, last: before };
  }
}

const selectEntries = `select ordinal, to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, who, act, facts, hash from audit`;

type Link = Pick<KeptEntry, "ordinal" | "at" | "who" | "act" | "facts">;

/** Facts come back from the database with their keys in another order, so they are sorted here. */
function chain(before: string, { ordinal, at, who, act, facts }: Link): string {
  const sorted = Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify([before, ordinal, at, who, act, sorted]))
    .digest("hex");
}
