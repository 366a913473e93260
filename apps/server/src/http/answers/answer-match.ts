import type { allRoutes } from "@muster/api/all-routes.ts";
import { evidenceWords } from "@muster/rules/report/set-up/evidence-words.ts";
import { unlinkedWords, unlinkWords } from "@muster/rules/report/set-up/unlink-words.ts";
import { signatureOf } from "@muster/sync/access/operator.ts";
import { readClassMatches } from "@muster/sync/directory/class-matches.ts";
import { mustSeeClassroom } from "@muster/sync/directory/people/in-schools.ts";
import { readUnlinking } from "@muster/sync/directory/people/unlinking.ts";
import { readSchoolMatches } from "@muster/sync/directory/school-matches.ts";
import { Fault } from "@muster/sync/fault.ts";
import { adoptClasses } from "@muster/sync/run/adopt-classes.ts";
import { adoptSchools } from "@muster/sync/run/adopt-schools.ts";
import type { LinkedTogether } from "@muster/sync/run/edit/change-link.ts";
import { linkClassrooms } from "@muster/sync/run/link-classroom.ts";
import { linkSchools, unlinkSchool } from "@muster/sync/run/link-school.ts";
import { unlinkClassroom } from "@muster/sync/run/unlink-classroom.ts";
import type { Answers } from "../answer.ts";
import { runWorldOf } from "../source-world-of.ts";
import { look } from "./directory-answers.ts";

/** Answers about which school and which class of a source is which of ours. */
export const answerMatch: Answers<(typeof allRoutes)["match"]> = {
  showSchoolMatches: async ({ world, operator }) => {
    const { ours, theirs } = await readSchoolMatches(world.db, operator.districtId);
    const { schoolIds } = operator;
    const isMine = (schoolId: number | undefined): boolean =>
      schoolIds === undefined || (schoolId !== undefined && schoolIds.includes(schoolId));
    return {
      ours: ours
        .filter(({ schoolId }) => isMine(schoolId))
        .map((one) => ({
          ...{ school: one.schoolId, name: one.name, identifier: one.identifier },
          ...{ isActive: one.status === "active", isManual: one.origin === "manual" },
          ...{ students: one.students, staff: one.staff, classes: one.classrooms },
          links: one.links.map(({ sourceId, sourcedId, isListed }) => ({
            ...{ source: sourceId, sourcedId, isListed },
          })),
        })),
      theirs: theirs
        .filter(({ linkedTo }) => isMine(linkedTo?.schoolId))
        .map((one) => ({
          ...{ source: one.sourceId, sourceName: one.sourceName, sourcedId: one.sourcedId, name: one.name },
          ...{ identifier: one.identifier, otherIds: [...one.otherIds] },
          ...{ students: one.students, staff: one.staff, classes: one.classes },
          linkedTo: one.linkedTo === null ? null : { record: one.linkedTo.schoolId, name: one.linkedTo.name },
          suggestions: one.suggestions.map(({ schoolId, name, evidence }) => ({
            ...{ record: schoolId, name, evidence, says: evidenceWords[evidence] },
          })),
        })),
    };
  },
  linkSchools: async ({ world, operator, body }) => {
    const request = {
      ...{ districtId: operator.districtId, sourceId: body.source, operator: signatureOf(operator) },
    };
    return toldLinks(await linkSchools(runWorldOf(world), request, body.links));
  },
  unlinkSchool: async ({ world, operator, body }) => {
    const request = {
      ...{ districtId: operator.districtId, sourceId: body.source, operator: signatureOf(operator) },
      sourcedId: body.sourcedId,
    };
    const { run, changes, ...link } = await unlinkSchool(runWorldOf(world), request);
    return toldLinks({ run, changes, links: [link] });
  },
  adoptSchools: async ({ world, operator, body }) =>
    adoptSchools(runWorldOf(world), {
      ...{ districtId: operator.districtId, sourceId: body.source, operator: signatureOf(operator) },
      sourcedIds: body.sourcedIds,
    }),
  showClassMatches: async ({ world, operator, params }) => {
    const { districtId, schoolIds } = operator;
    const isHidden = schoolIds !== undefined && !schoolIds.includes(params.school);
    const found = isHidden
      ? undefined
      : await world.db.session(districtId, (session) =>
          session.read((tx) => readClassMatches(tx, districtId, params.school)),
        );
    if (found === undefined)
      throw new Fault("school.name.unknown", "never", "there is no such school", {
        name: String(params.school),
      });
    return {
      ...{ school: { school: found.school.schoolId, name: found.school.name }, total: found.total },
      ours: found.ours.map((one) => ({
        ...{ classroom: one.classroomId, title: one.title, classCode: one.classCode, students: one.students },
        links: one.links.map(({ sourceId, sourcedId }) => ({ source: sourceId, sourcedId })),
      })),
      theirs: found.theirs.map((one) => ({
        ...{ source: one.sourceId, sourceName: one.sourceName, sourcedId: one.sourcedId, name: one.title },
        ...{ classCode: one.classCode, students: one.students, staff: one.staff, classes: 0 },
        isLeftOut: one.isLeftOut,
        linkedTo:
          one.linkedTo === null ? null : { record: one.linkedTo.classroomId, name: one.linkedTo.name },
        suggestions: one.suggestions.map(({ classroomId, name, evidence }) => ({
          ...{ record: classroomId, name, evidence, says: evidenceWords[evidence] },
        })),
      })),
    };
  },
  linkClassrooms: async ({ world, operator, body }) => {
    const request = {
      ...{ districtId: operator.districtId, sourceId: body.source, operator: signatureOf(operator) },
    };
    return toldLinks(await linkClassrooms(runWorldOf(world), request, body.links));
  },
  showUnlinking: async (asking) => {
    const { districtId, schoolIds } = asking.operator;
    const { source: sourceId, sourcedId } = asking.query;
    const classroomId = asking.params.classroom;
    const { says, choices } = await look(asking, async (tx) => {
      await mustSeeClassroom(tx, districtId, classroomId, schoolIds);
      return unlinkWords(await readUnlinking(tx, districtId, { sourceId, sourcedId, classroomId }));
    });
    return { says: [...says], choices: [...choices] };
  },
  unlinkClassroom: async (asking) => {
    const { world, operator, body } = asking;
    const { districtId, schoolIds } = operator;
    const classroomId = asking.params.classroom;
    await look(asking, (tx) => mustSeeClassroom(tx, districtId, classroomId, schoolIds));
    const request = {
      ...{ districtId, sourceId: body.source, operator: signatureOf(operator) },
      ...{ sourcedId: body.sourcedId, classroomId, people: body.people },
    };
    const { run, changes, brought, left, ...link } = await unlinkClassroom(runWorldOf(world), request);
    const says = unlinkedWords({ title: link.record.name, sourcedId: link.sourcedId, brought, left });
    return { ...toldLinks({ run, changes, links: [link] }), left, says };
  },
  adoptClasses: async ({ world, operator, body }) =>
    adoptClasses(runWorldOf(world), {
      ...{ districtId: operator.districtId, sourceId: body.source, operator: signatureOf(operator) },
      sourcedIds: body.sourcedIds,
    }),
};

function toldLinks({ run, links }: LinkedTogether) {
  return {
    run,
    links: links.map(({ record, sourcedId, understoodAs, isListed, lookalike }) => ({
      ...{ record: record.id, name: record.name, sourcedId, understoodAs: understoodAs ?? null },
      ...{ isListed, lookalike: lookalike ?? null },
    })),
  };
}
