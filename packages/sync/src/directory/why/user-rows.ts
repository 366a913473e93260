import type { RowFinding, SaidRow } from "@muster/rules/model/why.ts";
import type { SaidUser } from "../said-users.ts";
import { type FileRow, findFileRows } from "./file-rows.ts";
import { readErrorsOf } from "./left-out.ts";
import type { NewestSnapshot } from "./newest-snapshot.ts";
import { newestRow, storedRow } from "./said-row.ts";
import type { WhyContext } from "./why-context.ts";

/** Where the newest file has a user, and why its row was left out there if it was. */
export interface UserRow {
  readonly row: SaidRow;
  readonly errors: readonly RowFinding[];
}

/** The rows of users in the newest files, by source and sourcedId (`userKey`). */
export async function findUserRows(
  context: WhyContext,
  users: readonly SaidUser[],
): Promise<ReadonlyMap<string, UserRow>> {
  const rows = new Map<string, UserRow>();
  for (const user of users) {
    const key = userKey(user);
    const snapshot = context.snapshots.get(user.sourceId);
    if (snapshot === undefined || rows.has(key)) continue;
    const isFresh = user.snapshotId === snapshot.snapshotId;
    const found = isFresh ? [] : ((await findUser(context, snapshot, user)) ?? []);
    const [first] = found;
    const row = first === undefined ? storedRow(snapshot, user.file, user) : newestRow(snapshot, first);
    rows.set(key, { row, errors: await readErrorsOf(context, snapshot, found) });
  }
  return rows;
}

export function userKey(user: Pick<SaidUser, "sourceId" | "sourcedId">): string {
  return `${user.sourceId}/${user.sourcedId}`;
}

function findUser(
  context: WhyContext,
  snapshot: NewestSnapshot,
  { file, sourcedId }: SaidUser,
): Promise<readonly FileRow[] | undefined> {
  return file === "guardians"
    ? findFileRows(context, snapshot, "guardians", [sourcedId], (row) => row.guardianSourcedId === sourcedId)
    : findFileRows(context, snapshot, "users", [sourcedId], (row) => row.sourcedId === sourcedId);
}
