import type { Because } from "../model/place.ts";
import type { School, SchoolFields } from "../model/school.ts";
import type { Kept, SchoolChange } from "./change.ts";

/**
 * One school: what the source says beside what we hold. A school that is no longer listed is never archived by
 * a sync: it and its people stay as they are and a finding says so (gate `gate.school.absent`).
 *
 * @param wanted the org as the source has it now, or undefined where it lists none for this school
 * @param existing the linked school, or undefined where the district adopts a new one under `newId`
 */
export function planSchool(
  wanted: (SchoolFields & { readonly sourcedId: string }) | undefined,
  existing: School | undefined,
  because: Because,
  newId: () => number,
): SchoolChange | Kept {
  if (wanted === undefined) return { action: "keep", type: "school", schoolId: existing?.schoolId ?? 0 };
  const fields = { name: wanted.name, identifier: wanted.identifier };
  if (existing === undefined) {
    const schoolId = newId();
    return {
      type: "school",
      action: "create",
      kind: "addition",
      schoolId,
      recordId: schoolId,
      because,
      before: undefined,
      after: { ...fields, status: "active", archivedBy: null, origin: "synced" },
    };
  }
  const { schoolId, origin, status, version } = existing;
  const archivedBy = existing.archivedBy ?? null;
  const comesBack = status === "archived" && archivedBy !== "person";
  // A school typed in by hand keeps the name people gave it; the link only says whose data feed it.
  const after = origin === "manual" ? { name: existing.name, identifier: existing.identifier } : fields;
  const isSame = after.name === existing.name && after.identifier === existing.identifier;
  if (isSame && !comesBack) return { action: "keep", type: "school", schoolId };
  return {
    type: "school",
    action: comesBack ? "restore" : "update",
    kind: comesBack ? "addition" : "update",
    schoolId,
    recordId: schoolId,
    because,
    before: { name: existing.name, identifier: existing.identifier, status, archivedBy, origin, version },
    after: {
      ...after,
      status: comesBack ? "active" : status,
      archivedBy: comesBack ? null : archivedBy,
      origin,
    },
  };
}
