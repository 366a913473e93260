import {
  isSeconded,
  type SecondPersonReason,
  secondPersonReason,
  stricterPolicy,
} from "@muster/rules/gate/second-person.ts";
import { shortHash } from "@muster/rules/report/short-hash.ts";
import { writeAudit } from "../access/audit.ts";
import type { Reader, Transaction } from "../database/database.ts";
import { activeBefore } from "../directory/plan/active-before.ts";
import { readDistrictSettings } from "../directory/settings.ts";
import { Fault } from "../fault.ts";
import type { PlanRow } from "./plan-row.ts";
import type { WaitingSlice } from "./waiting-slices.ts";

/** Who approves, as far as two people have to be told apart. */
export interface Speaker {
  readonly districtId: number;
  /** How deeds are signed. */
  readonly operator: string;
  /** `login:` and an address of somebody who signs in; left out: the account of the machine that `operator` names. */
  readonly person?: string | undefined;
}

/** Whose word it is: see `areTwoPeople`. */
export function personOf({ operator, person }: Speaker): string {
  return person ?? `account:${operator}`;
}

/**
 * Why a word about these slices needs another person's beside it; undefined where it is enough, because nobody asks for
 * a second person here or because somebody else has said the same before.
 */
export async function readLack(
  tx: Reader,
  plan: PlanRow,
  slices: readonly WaitingSlice[],
  speaker: Speaker,
): Promise<SecondPersonReason | undefined> {
  const { districtId } = speaker;
  const then = plan.basis.settings["approval.second-person"] ?? "off";
  const now = (await readDistrictSettings(tx, districtId))["approval.second-person"];
  const policy = stricterPolicy(then, now);
  if (policy === "off") return undefined;
  const isOwnUpload = await broughtBy(tx, districtId, plan.planId, speaker.operator);
  const reason = secondPersonReason({ policy, slices, base: activeBefore(plan.counts), isOwnUpload });
  if (reason === undefined) return undefined;
  const earlier = await readWords(tx, districtId, plan.hash);
  return isSeconded(slices, personOf(speaker), earlier) ? undefined : reason;
}

/** Has the speaker brought the files of the plan from their own computer? What Muster fetched nobody has chosen. */
async function broughtBy(tx: Reader, districtId: number, planId: number, operator: string): Promise<boolean> {
  const rows = await tx.query(
    `select 1 from plan p
       join run r on r.district_id = p.district_id and r.run_id = p.run_id
       join source s on s.district_id = p.district_id and s.source_id = p.source_id
      where p.district_id = $1 and p.plan_id = $2 and p.kind = 'sync' and s.kind = 'upload' and r.operator = $3`,
    [districtId, planId, operator],
  );
  return rows.length > 0;
}

/** A word that waits for a second one. */
export interface KeptWord extends Record<string, unknown> {
  readonly person: string;
  readonly by: string;
  readonly reason: string;
  readonly at: string;
  readonly slices: readonly number[];
}

/** What people have said of the plan of this hash, the first first. */
export function readWords(tx: Reader, districtId: number, hash: string): Promise<KeptWord[]> {
  return tx.query<KeptWord>(
    `select person, said_by as by, reason, slices, to_char(said_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
       from plan_word where district_id = $1 and hash = $2 order by ordinal`,
    [districtId, hash],
  );
}

/**
 * Keeps the word of the first of two, and writes it into the audit log.
 *
 * @throws Fault `plan.second.needed` where the same person has said it before: saying it twice makes no two people
 * @throws Fault `plan.basis.stale` where the roster has moved on
 */
export async function keepWord(
  tx: Transaction,
  plan: PlanRow,
  slices: readonly WaitingSlice[],
  word: Speaker & { readonly reason: string; readonly at: Date; readonly because: SecondPersonReason },
): Promise<void> {
  const { districtId, operator, reason, at, because } = word;
  // Two at once come one after the other: the second of them finds the first.
  await tx.query("select pg_advisory_xact_lock(hashtext('muster.plan-word'), $1)", [districtId]);
  await assertStands(tx, districtId, plan.planId);
  const earlier = await readWords(tx, districtId, plan.hash);
  const mine = new Set(
    earlier.filter(({ person }) => person === personOf(word)).flatMap((one) => one.slices),
  );
  if (slices.every(({ slice }) => mine.has(slice)))
    throw new Fault("plan.second.needed", "never", "another person has to approve this", { because });
  const changes = slices.reduce((sum, slice) => sum + slice.changes, 0);
  await tx.query(
    `insert into plan_word (district_id, hash, ordinal, person, said_by, reason, slices, changes, said_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[districtId, plan.hash, earlier.length + 1, personOf(word), operator, reason.trim()],
      ...[slices.map(({ slice }) => slice), changes, at.toISOString()],
    ],
  );
  // The plan of an undo that somebody only looked at waited for nobody; now it waits for a second person.
  await tx.query(
    "update plan set state = 'sealed' where district_id = $1 and plan_id = $2 and state = 'shown'",
    [districtId, plan.planId],
  );
  const facts = { plan: shortHash(plan.hash), changes, because };
  await writeAudit(tx, districtId, { at, who: operator, act: "plan.approve.first", facts });
}

async function assertStands(tx: Reader, districtId: number, planId: number): Promise<void> {
  const rows = await tx.query(
    `select 1 from plan p join district d using (district_id)
      where p.district_id = $1 and p.plan_id = $2 and coalesce(p.applied_version, p.basis_version) = d.version`,
    [districtId, planId],
  );
  if (rows.length === 0)
    throw new Fault("plan.basis.stale", "never", "the directory has changed since this plan was made", {
      plan: planId,
    });
}
