import type { Classroom, ClassroomFields } from "../model/classroom.ts";
import type { Because } from "../model/place.ts";
import type { Settings } from "../setting/all-settings.ts";
import type { ClassroomChange, ClassroomState, Kept } from "./change.ts";
import { sameList } from "./same.ts";

/** A class as the source lists it, in the fields of our classrooms. */
export interface WantedClass extends ClassroomFields {
  readonly sourcedId: string;
}

/**
 * One classroom: the class the source lists beside the classroom we hold.
 *
 * - A class no longer listed, or whose school is no longer linked, is archived with everybody in it, never
 *   emptied: its members come back with it (connect.md §7.4, §13).
 * - A classroom that a person archived comes back only by the setting `classroom.unarchive` (connect.md §6).
 * - A classroom made by hand and handed over by a link keeps its id, its people and its history; from then on
 *   its fields follow the source (connect.md §5.3).
 */
export function planClassroom(
  wanted: WantedClass | undefined,
  existing: Classroom | undefined,
  because: Because,
  settings: Settings,
  newId: number,
): ClassroomChange | Kept {
  if (existing === undefined) return wanted === undefined ? keep(0) : create(wanted, because, newId);
  const before = { ...stateOf(existing), version: existing.version };
  if (wanted === undefined) {
    if (existing.status === "archived") return keep(existing.schoolId);
    return {
      type: "classroom",
      action: "archive",
      kind: "removal",
      schoolId: existing.schoolId,
      recordId: existing.classroomId,
      because,
      before,
      after: { ...stateOf(existing), status: "archived", archivedBy: "sync" },
    };
  }
  const comesBack =
    existing.status === "archived" && (existing.archivedBy !== "person" || settings["classroom.unarchive"]);
  if (existing.status === "archived" && !comesBack) return keep(existing.schoolId);
  if (!comesBack && sameClassroom(wanted, existing)) return keep(existing.schoolId);
  return {
    type: "classroom",
    action: comesBack ? "restore" : "update",
    kind: comesBack ? "addition" : "update",
    schoolId: wanted.schoolId,
    recordId: existing.classroomId,
    because,
    before,
    after: { ...fieldsOf(wanted), status: "active", archivedBy: null, origin: existing.origin },
  };
}

function create(wanted: WantedClass, because: Because, newId: number): ClassroomChange {
  return {
    type: "classroom",
    action: "create",
    kind: "addition",
    schoolId: wanted.schoolId,
    recordId: newId,
    because,
    before: undefined,
    after: {
      ...fieldsOf(wanted),
      status: "active",
      archivedBy: null,
      origin: "synced",
      link: wanted.sourcedId,
    },
  };
}

function keep(schoolId: number): Kept {
  return { action: "keep", type: "classroom", schoolId };
}

function fieldsOf(from: ClassroomFields): ClassroomFields {
  const { schoolId, title, classCode, grades, location, startsOn, endsOn } = from;
  return { schoolId, title, classCode, grades, location, startsOn, endsOn };
}

function stateOf(classroom: Classroom): ClassroomState {
  return {
    ...fieldsOf(classroom),
    status: classroom.status,
    archivedBy: classroom.archivedBy ?? null,
    origin: classroom.origin,
  };
}

function sameClassroom(a: ClassroomFields, b: ClassroomFields): boolean {
  return (
    a.schoolId === b.schoolId &&
    a.title === b.title &&
    a.classCode === b.classCode &&
    a.location === b.location &&
    a.startsOn === b.startsOn &&
    a.endsOn === b.endsOn &&
    sameList(a.grades, b.grades)
  );
}
