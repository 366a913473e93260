import type { RoleFields, RoleName, RoleRecord } from "../model/person.ts";
import type { Settings } from "../setting/all-settings.ts";
import type { RoleState } from "./change.ts";
import { sameList } from "./same.ts";
import type { WantedUser } from "./wanted-user.ts";

/** What becomes of a person's role records of one kind. Only records that change are listed. */
export interface PlannedRoles {
  readonly role: RoleName;
  readonly before: readonly (RoleState & { readonly version: number })[];
  readonly after: readonly RoleState[];
  readonly action: "create" | "update" | "archive" | "restore" | "keep";
  /** The schools where a role ends. */
  readonly endsAt: readonly number[];
  /** A school of this role, for the slice of a change that ends nothing. */
  readonly schoolId: number;
}

/**
 * The role records of one kind that a person shall have.
 *
 * - Every school that a student or member of staff is filed under counts, not the first alone (connect.md §20.2).
 * - A role ends only where this source owns it; one made by hand survives (connect.md §7.5).
 * - A student whom a person archived stays archived by the setting `student.archived`; what a sync or an undo
 *   archived comes back with the data (reliability E09).
 * - The title of staff is taken at creation; later changes are people's (connect.md §7.2).
 */
export function planRoles(
  role: RoleName,
  users: readonly WantedUser[],
  existing: readonly RoleRecord[],
  settings: Settings,
): PlannedRoles {
  const wanted = wantedRoles(role, users);
  const ours = existing.filter((record) => record.role === role);
  const before: (RoleState & { version: number })[] = [];
  const after: RoleState[] = [];
  const endsAt: number[] = [];
  const change = (from: RoleRecord | undefined, to: RoleState): void => {
    if (from !== undefined) before.push({ ...stateOf(from), version: from.version });
    after.push(to);
  };
  for (const want of wanted.values()) {
    const record = ours.find((candidate) => candidate.schoolId === want.schoolId);
    const next = nextState(want, record, settings);
    if (next !== undefined) change(record, next);
  }
  for (const record of ours) {
    if (wanted.has(record.schoolId) || record.status === "archived" || !record.isOurs) continue;
    change(record, { ...stateOf(record), status: "archived", archivedBy: "sync" });
    endsAt.push(record.schoolId);
  }
  const action = actionOf(ours, after);
  const schoolId = wanted.keys().next().value ?? ours[0]?.schoolId ?? 0;
  return { role, before, after, action, endsAt, schoolId };
}

function wantedRoles(role: RoleName, users: readonly WantedUser[]): Map<number, RoleFields> {
  const wanted = new Map<number, RoleFields>();
  for (const user of users) {
    if (user.role !== role) continue;
    for (const schoolId of user.schoolIds) {
      if (wanted.has(schoolId)) continue;
      const grades = role === "student" ? user.grades : [];
      wanted.set(schoolId, { role, schoolId, title: user.title, grades });
    }
  }
  return wanted;
}

/** The state a wanted role takes, or undefined where it keeps the one it has. */
function nextState(
  want: RoleFields,
  record: RoleRecord | undefined,
  settings: Settings,
): RoleState | undefined {
  if (record === undefined) return { ...want, status: "active", archivedBy: null, origin: "synced" };
  if (record.status === "archived") {
    const stays =
      record.archivedBy === "person" &&
      (want.role !== "student" || settings["student.archived"] === "keep-archived");
    return stays
      ? undefined
      : { ...want, title: record.title, status: "active", archivedBy: null, origin: record.origin };
  }
  if (record.origin === "manual" || sameList(record.grades, want.grades)) return undefined;
  return { ...stateOf(record), grades: want.grades };
}

function actionOf(ours: readonly RoleRecord[], after: readonly RoleState[]): PlannedRoles["action"] {
  if (after.length === 0) return "keep";
  if (ours.length === 0) return "create";
  const wasActive = ours.some((record) => record.status === "active");
  const staysActive =
    after.some((state) => state.status === "active") ||
    ours.some(
      (record) => record.status === "active" && !after.some((state) => state.schoolId === record.schoolId),
    );
  if (!wasActive) return "restore";
  return staysActive ? "update" : "archive";
}

function stateOf(record: RoleRecord): RoleState {
  const { role, schoolId, title, grades, status, origin } = record;
  return { role, schoolId, title, grades, status, archivedBy: record.archivedBy ?? null, origin };
}
