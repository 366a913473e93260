import type { Dropped, RowFinding, SaidRow } from "@muster/rules/model/why.ts";
import type { Reader } from "../../database/database.ts";
import type { ChangeLine } from "../change-line.ts";
import { membershipDropped } from "./dropped.ts";
import { type FileRow, findFileRows } from "./file-rows.ts";
import {
  personTypes,
  readLostLink,
  readMembershipJournal,
  readRecordJournal,
  readWaiting,
} from "./journal.ts";
import { readErrorsOf } from "./left-out.ts";
import { type MembershipFacts, type PairMembership, readMembershipFacts } from "./membership-facts.ts";
import type { NewestSnapshot } from "./newest-snapshot.ts";
import { newestRow, storedRow } from "./said-row.ts";
import type { Subject } from "./subject.ts";
import type { WhyContext } from "./why-context.ts";

/** Why somebody is in a classroom, or is not. */
export interface MembershipWhy {
  readonly classroom: Subject;
  /** In force: the membership, its classroom and the role it rests on all stand. */
  readonly isThere: boolean;
  readonly memberships: readonly PairMembership[];
  /** Where it was dropped; undefined where they are there. */
  readonly dropped: Dropped | undefined;
  /** Where no source feeds the classroom any more: how somebody took its last link away. */
  readonly unfed: ChangeLine | undefined;
  /** Where the newest files of the sources say it. */
  readonly rows: readonly SaidRow[];
  /** Why its row in the newest file was left out; what the row fed before is kept (decision 0004). */
  readonly errors: readonly RowFinding[];
  /** The changes that made and unmade it, newest first. */
  readonly journal: readonly ChangeLine[];
  /** Changes of it that wait: a removal that is held, for one. */
  readonly waiting: readonly ChangeLine[];
}

export async function whyMembership(
  context: WhyContext,
  personId: number,
  classroom: Subject,
): Promise<MembershipWhy> {
  const { tx, districtId } = context;
  const facts = await readMembershipFacts(tx, districtId, classroom.id, personId);
  const journal = await readMembershipJournal(tx, districtId, classroom.id, personId);
  const { rows, errors } = await findEnrollmentRows(context, facts);
  const own = await readWaiting(tx, districtId, {
    ...{ types: ["membership"], recordId: classroom.id, otherId: personId },
  });
  const unfed = await readLostLink(tx, districtId, classroom.id);
  const answer = {
    ...{ classroom, unfed },
    memberships: facts.memberships,
    rows,
    errors,
    journal,
    waiting: own.filter(isFresh),
  };
  if (isInForce(facts)) return { ...answer, isThere: true, dropped: undefined };
  const waiting = [
    ...own,
    ...(await readWaiting(tx, districtId, { types: ["classroom"], recordId: classroom.id })),
    ...(await readWaiting(tx, districtId, { types: personTypes, recordId: personId })),
  ].filter(({ action }) => action === "create" || action === "restore");
  const dropped = membershipDropped({
    ...{ facts, rows, errors, journal, waiting, today: context.today, isUnfed: unfed !== undefined },
    classroomJournal: await readRecordJournal(tx, districtId, "classroom", classroom.id, 20),
    personJournal: await readRecordJournal(tx, districtId, "person", personId, 20),
    lastSeenAt: await readLastSeen(tx, districtId, journal),
  });
  return { ...answer, isThere: false, dropped };
}

/** A plan that the directory has moved past is refused: nothing of it waits. */
function isFresh({ standing }: ChangeLine): boolean {
  return standing !== "stale";
}

function isInForce({ classroom, roles, memberships }: MembershipFacts): boolean {
  if (classroom.status !== "active" || classroom.schoolStatus !== "active") return false;
  return memberships.some(({ role, status }) => {
    const needed = role === "student" ? "student" : "staff";
    return (
      status === "active" && roles.some((record) => record.role === needed && record.status === "active")
    );
  });
}

/** The enrollment as the newest files have it; a row that did not change stands there on another line than it did. */
async function findEnrollmentRows(
  context: WhyContext,
  facts: MembershipFacts,
): Promise<{ readonly rows: readonly SaidRow[]; readonly errors: readonly RowFinding[] }> {
  const rows: SaidRow[] = [];
  const errors: RowFinding[] = [];
  for (const pair of facts.pairs) {
    const snapshot = context.snapshots.get(pair.sourceId);
    if (snapshot === undefined) continue;
    const stored = facts.enrollments.filter((enrollment) => enrollment.sourceId === pair.sourceId);
    const isFresh = stored.length > 0 && stored.every(({ snapshotId }) => snapshotId === snapshot.snapshotId);
    const found = isFresh ? [] : await findPair(context, snapshot, pair);
    if (found.length > 0) rows.push(...found.map((row) => newestRow(snapshot, row)));
    else rows.push(...stored.map((row) => storedRow(snapshot, "enrollments", row)));
    if (isFresh) continue;
    const told = found.length > 0 ? found : await findById(context, snapshot, stored);
    errors.push(...(await readErrorsOf(context, snapshot, told)));
  }
  return { rows, errors };
}

async function findPair(
  context: WhyContext,
  snapshot: NewestSnapshot,
  { userId, classId }: MembershipFacts["pairs"][number],
): Promise<readonly FileRow[]> {
  const found = await findFileRows(context, snapshot, "enrollments", [userId, classId], (record) => {
    return record.userSourcedId === userId && record.classSourcedId === classId;
  });
  return found ?? [];
}

/** A row whose class or user was spoilt is still known by its own id. */
async function findById(
  context: WhyContext,
  snapshot: NewestSnapshot,
  stored: MembershipFacts["enrollments"],
): Promise<readonly FileRow[]> {
  const found: FileRow[] = [];
  for (const { sourcedId } of stored)
    found.push(
      ...((await findFileRows(context, snapshot, "enrollments", [sourcedId], (record) => {
        return record.sourcedId === sourcedId;
      })) ?? []),
    );
  return found;
}

/** When the last file that had it was taken: the one before the file whose plan ended it. */
async function readLastSeen(
  tx: Reader,
  districtId: number,
  [line]: readonly ChangeLine[],
): Promise<string | undefined> {
  if (line?.action !== "archive" || line.reason !== "absent") return undefined;
  const [row] = await tx.query<{ taken_at: string }>(
    `select before.taken_at from plan p
       join snapshot n on n.district_id = p.district_id and n.snapshot_id = p.snapshot_id
       join snapshot before on before.district_id = n.district_id and before.source_id = n.source_id
        and before.standing = 'accepted' and before.snapshot_id < n.snapshot_id
      where p.district_id = $1 and p.hash = $2 order by before.snapshot_id desc limit 1`,
    [districtId, line.planHash],
  );
  return row?.taken_at;
}
