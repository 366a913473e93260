import type { ClassroomFields } from "@muster/rules/model/classroom.ts";
import type { ClassroomChange } from "@muster/rules/plan/change.ts";
import type { Transaction } from "../database/database.ts";
import { type Edited, type Refusal, refusal } from "./edit/edited.ts";
import { edit, type HeldClassroom, readHeldClassroom } from "./edit/held-records.ts";
import { forgetRows, readSourcesOf, weighEverything } from "./edit/weigh-again.ts";
import { editDirectory } from "./edit-directory.ts";
import type { RunWorld } from "./sync-request.ts";

export interface ClassroomEdit {
  readonly districtId: number;
  readonly classroomId: number;
  readonly operator: string;
}

/** What a person writes of a classroom; its school is chosen once. */
export type WrittenClassroom = Partial<Omit<ClassroomFields, "schoolId">>;

/**
 * Makes a classroom by hand; no sync archives it. A link hands it over later (`linkClassroom`).
 */
export async function createClassroom(
  world: RunWorld,
  request: {
    readonly districtId: number;
    readonly schoolId: number;
    readonly operator: string;
    readonly fields: WrittenClassroom & { readonly title: string };
  },
): Promise<Edited & { readonly classroomId: number | undefined }> {
  const { districtId, schoolId, operator } = request;
  const refused: Refusal[] = [];
  let classroomId: number | undefined;
  const done = await editDirectory(world, { districtId, operator, sourceId: undefined }, async (tx, deal) => {
    const [school] = await tx.query(
      "select 1 from school where district_id = $1 and school_id = $2 and status = 'active'",
      [districtId, schoolId],
    );
    if (school === undefined) refused.push(refusal("school.status.archived", schoolId));
    else if (request.fields.title.trim() === "") refused.push(refusal("classroom.title.empty", schoolId));
    if (refused.length > 0) return [];
    classroomId = deal();
    return [newClassroom(request, classroomId)];
  });
  return { ...done, refused, classroomId };
}

function newClassroom(
  { schoolId, fields }: { readonly schoolId: number; readonly fields: WrittenClassroom },
  recordId: number,
): ClassroomChange {
  return {
    ...{ type: "classroom", action: "create", kind: "addition", schoolId, recordId, because: edit() },
    before: undefined,
    after: {
      ...{ title: "", classCode: "", grades: [], location: "", startsOn: null, endsOn: null, ...fields },
      ...{ schoolId, status: "active", archivedBy: null, origin: "manual" },
    },
  };
}

/**
 * Renames a classroom or changes its room, grades or dates. Where a source feeds it, the next sync that reads its
 * row sets them again: `isFollowing` says so at once.
 *
 * @throws Fault `classroom.id.unknown`
 */
export async function editClassroom(
  world: RunWorld,
  request: ClassroomEdit & { readonly fields: WrittenClassroom },
): Promise<Edited & { readonly isFollowing: boolean }> {
  let isFollowing = false;
  const done = await changeClassroom(world, request, async (tx, held) => {
    const after = { ...withoutVersion(held), ...request.fields };
    if (after.title.trim() === "") return refusal("classroom.title.empty", held.classroomId);
    isFollowing = held.sourcedIds.length > 0;
    if (isFollowing) await forgetRows(tx, request.districtId, "classroom", [held.classroomId]);
    return { ...ofClassroom(held), action: "update", kind: "update", after };
  });
  return { ...done, isFollowing };
}

/**
 * Archives a classroom with everybody in it; they keep their places and come back with it. Allowed on classrooms
 * that a source feeds (connect.md §7.5); the setting `classroom.unarchive` says whether a sync brings them back.
 *
 * @throws Fault `classroom.id.unknown`
 */
export async function archiveClassroom(world: RunWorld, request: ClassroomEdit): Promise<Edited> {
  return changeClassroom(world, request, async (_tx, held) => {
    if (held.classroom.status === "archived") return undefined;
    const after = { ...withoutVersion(held), status: "archived", archivedBy: "person" } as const;
    return { ...ofClassroom(held), action: "archive", kind: "removal", after };
  });
}

/**
 * Brings an archived classroom back as it was. What its source said meanwhile is weighed by the next sync.
 *
 * @throws Fault `classroom.id.unknown`
 */
export async function restoreClassroom(world: RunWorld, request: ClassroomEdit): Promise<Edited> {
  return changeClassroom(world, request, async (tx, held) => {
    if (held.classroom.status === "active") return undefined;
    const { districtId } = request;
    const sources = await readSourcesOf(tx, districtId, "classroom", [held.classroomId]);
    await weighEverything(tx, districtId, sources);
    const after = { ...withoutVersion(held), status: "active", archivedBy: null } as const;
    return { ...ofClassroom(held), action: "restore", kind: "addition", after };
  });
}

async function changeClassroom(
  world: RunWorld,
  request: ClassroomEdit,
  decide: (tx: Transaction, held: HeldClassroom) => Promise<ClassroomChange | Refusal | undefined>,
): Promise<Edited> {
  const { districtId, classroomId, operator } = request;
  const refused: Refusal[] = [];
  const done = await editDirectory(world, { districtId, operator, sourceId: undefined }, async (tx) => {
    const decision = await decide(tx, await readHeldClassroom(tx, districtId, classroomId));
    if (decision === undefined) return [];
    if ("type" in decision) return [decision];
    refused.push(decision);
    return [];
  });
  return { ...done, refused };
}

function ofClassroom({ classroomId, classroom, sourcedIds }: HeldClassroom) {
  const { schoolId } = classroom;
  const because = edit(sourcedIds);
  return { type: "classroom", recordId: classroomId, schoolId, because, before: classroom } as const;
}

function withoutVersion({ classroom }: HeldClassroom): ClassroomChange["after"] {
  const { version, ...state } = classroom;
  return state;
}
