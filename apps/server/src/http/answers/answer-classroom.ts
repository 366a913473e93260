import type { allRoutes } from "@muster/api/all-routes.ts";
import { classroomState } from "@muster/rules/report/classroom-state.ts";
import { readClassroomPage } from "@muster/sync/directory/people/classroom-page.ts";
import { mustSeeClassroom, mustSeePerson, mustSeeSchool } from "@muster/sync/directory/people/in-schools.ts";
import { searchClassrooms } from "@muster/sync/directory/people/search-classrooms.ts";
import {
  archiveClassroom,
  createClassroom,
  editClassroom,
  restoreClassroom,
  type WrittenClassroom,
} from "@muster/sync/run/edit-classroom.ts";
import { addMembership, endMembership } from "@muster/sync/run/edit-membership.ts";
import type { Answers } from "../answer.ts";
import { type DirectoryAsking, deedOf, editedOf, look, tellTimeline } from "./directory-answers.ts";

/** Answers about classes. */
export const answerClassroom: Answers<(typeof allRoutes)["classroom"]> = {
  searchClassrooms: async (asking) => {
    const { after, limit, ...filter } = asking.body;
    const { districtId, schoolIds } = asking.operator;
    const page = await look(asking, (tx) =>
      searchClassrooms(tx, districtId, filter, { after, limit }, schoolIds),
    );
    return {
      ...page,
      items: page.items.map((one) => ({ ...one, grades: [...one.grades], teachers: [...one.teachers] })),
    };
  },
  showClassroom: async (asking) => {
    const { districtId, schoolIds } = asking.operator;
    const page = await look(asking, (tx) =>
      readClassroomPage(tx, districtId, asking.params.classroom, schoolIds),
    );
    const { id, grades, members: counts, ...record } = page.record;
    return {
      ...{ ...record, classroomId: id, grades: [...grades], memberTotal: page.memberTotal },
      state: classroomState({ ...page.record, sources: page.links }),
      members: page.members.map((one) => ({ ...one, grades: [...one.grades] })),
      links: page.links.map((link) => ({ ...link, otherIds: [...link.otherIds] })),
    };
  },
  classroomTimeline: async (asking) =>
    tellTimeline(asking, { kind: "classroom", id: asking.params.classroom }, asking.query, (tx) =>
      mustSeeClassroom(tx, asking.operator.districtId, asking.params.classroom, asking.operator.schoolIds),
    ),
  createClassroom: async (asking) => {
    const { runs, by } = deedOf(asking);
    const { schoolId, title, ...fields } = asking.body;
    await look(asking, (tx) => mustSeeSchool(tx, by.districtId, schoolId, asking.operator.schoolIds));
    const done = await createClassroom(runs, { ...by, schoolId, fields: { ...written(fields), title } });
    return { ...editedOf(done), classroomId: done.classroomId ?? null };
  },
  editClassroom: async (asking) => {
    const done = await editClassroom(deedOf(asking).runs, {
      ...(await classroomOf(asking)),
      fields: written(asking.body),
    });
    const isFollowing = done.changes > 0 && done.isFollowing;
    return editedOf(
      done,
      isFollowing ? ["A source feeds this class: the next sync sets what its row says again."] : [],
    );
  },
  archiveClassroom: async (asking) =>
    editedOf(await archiveClassroom(deedOf(asking).runs, await classroomOf(asking))),
  restoreClassroom: async (asking) =>
    editedOf(await restoreClassroom(deedOf(asking).runs, await classroomOf(asking))),
  addMember: async (asking) => editedOf(await addMembership(deedOf(asking).runs, await memberOf(asking))),
  endMember: async (asking) => editedOf(await endMembership(deedOf(asking).runs, await memberOf(asking))),
};

/** Only what was sent: a field that is left out stays. */
function written(fields: { readonly [Name in keyof WrittenClassroom]?: WrittenClassroom[Name] | undefined }) {
  const sent = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(sent) as WrittenClassroom;
}

async function classroomOf(asking: DirectoryAsking & { readonly params: { readonly classroom: number } }) {
  const { districtId, schoolIds } = asking.operator;
  const { classroom: classroomId } = asking.params;
  await look(asking, (tx) => mustSeeClassroom(tx, districtId, classroomId, schoolIds));
  return { ...deedOf(asking).by, classroomId };
}

async function memberOf(
  asking: DirectoryAsking & {
    readonly params: { readonly classroom: number };
    readonly body: {
      readonly personId: number;
      readonly role: "student" | "teacher" | "co-teacher" | "aide";
    };
  },
) {
  const { districtId, schoolIds } = asking.operator;
  const { personId, role } = asking.body;
  const request = await classroomOf(asking);
  await look(asking, (tx) => mustSeePerson(tx, districtId, personId, schoolIds));
  return { ...request, personId, role };
}
