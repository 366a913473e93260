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
  wanted: SchoolFields | undefined,
  existing: School | undefined,
  because: Because,
  newId: () => number,
): SchoolChange | Kept {
  if (wanted === undefined) return { action: "keep", type: "school", schoolId: existing?.schoolId ?? 0 };
  const fields = fieldsOf(wanted);
  if (existing === undefined) return adopt(fields, because, newId());
  const { schoolId, origin, status, version } = existing;
  const archivedBy = existing.archivedBy ?? null;
  const comesBack = status === "archived" && archivedBy !== "person";
  // A school typed in by hand keeps the name people gave it; the link only says whose data feed it.
  const after = origin === "manual" ? fieldsOf(existing) : fields;
  const isSame = after.name === existing.name && after.identifier === existing.identifier;
  if (isSame && !comesBack) return { action: "keep", type: "school", schoolId };
  return {
    ...{ type: "school", action: comesBack ? "restore" : "update", kind: comesBack ? "addition" : "update" },
    ...{ schoolId, recordId: schoolId, because },
    before: { ...fieldsOf(existing), status, archivedBy, origin, version },
    after: comesBack
      ? { ...after, status: "active", archivedBy: null, origin }
      : { ...after, status, archivedBy, origin },
  };
}

function adopt(fields: SchoolFields, because: Because, schoolId: number): SchoolChange {
  return {
    ...{ type: "school", action: "create", kind: "addition", schoolId, recordId: schoolId, because },
    before: undefined,
    after: { ...fields, status: "active", archivedBy: null, origin: "synced" },
  };
}

function fieldsOf({ name, identifier }: SchoolFields): SchoolFields {
  return { name, identifier };
}
