import type { allRoutes } from "@muster/api/all-routes.ts";
import { fieldWord } from "@muster/rules/report/wording/record-words.ts";
import { mustSeePerson, mustSeeSchool } from "@muster/sync/directory/people/in-schools.ts";
import { archivePeople, restorePeople } from "@muster/sync/run/archive-people.ts";
import { createPerson } from "@muster/sync/run/create-person.ts";
import {
  addGuardianship,
  endGuardianship,
  restrictGuardianship,
} from "@muster/sync/run/edit-guardianship.ts";
import { editPerson } from "@muster/sync/run/edit-person.ts";
import type { Answers } from "../answer.ts";
import { type DirectoryAsking, deedOf, editedOf, look } from "./directory-answers.ts";

type PersonAnswers = Answers<(typeof allRoutes)["person"]>;

/** What people do to people by hand, beside the sync; whoever is limited to schools only to those of their schools. */
export const personDeeds: Pick<
  PersonAnswers,
  | "createPerson"
  | "editPerson"
  | "archivePerson"
  | "restorePerson"
  | "addGuardian"
  | "endGuardian"
  | "restrictGuardian"
> = {
  createPerson: async (asking) => {
    const { runs, by } = deedOf(asking);
    const { studentId, relationship = "", schoolId, title, grades, ...body } = asking.body;
    await mustSee(asking, studentId === undefined ? [] : [studentId]);
    await mustBeAt(asking, body.role === "guardian" ? undefined : schoolId);
    const done = await createPerson(runs, {
      ...{ ...by, role: body.role, schoolId, fields: written(body.fields) },
      ...(title === undefined ? {} : { title }),
      ...(grades === undefined ? {} : { grades }),
      students: studentId === undefined ? [] : [{ studentId, relationship, contactType: "" }],
    });
    return { ...editedOf(done), personId: done.personId ?? null };
  },
  editPerson: async (asking) => {
    const { runs, by } = deedOf(asking);
    const personId = asking.params.person;
    await mustSee(asking, [personId]);
    const done = await editPerson(runs, { ...by, personId, fields: written(asking.body) });
    const notes = done.overwrites.map(
      ({ field }) =>
        `The source says otherwise about the ${fieldWord(field)}: the next sync sets it again. Change it in the source as well.`,
    );
    const isKept = done.changes > 0 && notes.length === 0;
    return editedOf(done, isKept ? ["The next sync leaves this as it is."] : notes);
  },
  archivePerson: async (asking) => editedOf(await archivePeople(deedOf(asking).runs, await roleOf(asking))),
  restorePerson: async (asking) => editedOf(await restorePeople(deedOf(asking).runs, await roleOf(asking))),
  addGuardian: async (asking) => {
    const { runs, by } = deedOf(asking);
    const { guardianId, relationship, contactType } = asking.body;
    const studentId = asking.params.person;
    await mustSee(asking, [studentId, guardianId]);
    return editedOf(await addGuardianship(runs, { ...by, studentId, guardianId, relationship, contactType }));
  },
  endGuardian: async (asking) => {
    const { runs, by } = deedOf(asking);
    return editedOf(await endGuardianship(runs, { ...by, ...(await familyOf(asking)) }));
  },
  restrictGuardian: async (asking) => {
    const { runs, by } = deedOf(asking);
    const { isRestricted } = asking.body;
    return editedOf(await restrictGuardianship(runs, { ...by, ...(await familyOf(asking)), isRestricted }));
  },
};

/** Only what was sent: a field that is left out stays. */
function written<F extends object>(fields: F): { [K in keyof F]: Exclude<F[K], undefined> } {
  const sent = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(sent) as { [K in keyof F]: Exclude<F[K], undefined> };
}

async function mustSee(asking: DirectoryAsking, personIds: readonly number[]): Promise<void> {
  const { districtId, schoolIds } = asking.operator;
  await look(asking, async (tx) => {
    for (const id of personIds) await mustSeePerson(tx, districtId, id, schoolIds);
  });
}

/** Staff of the district are made by those who have the whole district. */
async function mustBeAt(asking: DirectoryAsking, schoolId: number | undefined): Promise<void> {
  const { districtId, schoolIds } = asking.operator;
  if (schoolId === undefined || (schoolId === 0 && schoolIds === undefined)) return;
  await look(asking, (tx) => mustSeeSchool(tx, districtId, schoolId, schoolIds));
}

async function roleOf(
  asking: DirectoryAsking & {
    readonly params: { readonly person: number };
    readonly body: { readonly role: "student" | "staff" | "guardian" };
  },
) {
  const { person } = asking.params;
  const { role } = asking.body;
  const { schoolIds } = asking.operator;
  await mustSee(asking, [person]);
  // Guardians hang on no school: whoever sees the student may end the guardian's role.
  const only = role === "guardian" ? undefined : schoolIds;
  return { ...deedOf(asking).by, role, personIds: [person], schoolIds: only };
}

async function familyOf(
  asking: DirectoryAsking & { readonly params: { readonly person: number; readonly guardian: number } },
) {
  const { person: studentId, guardian: guardianId } = asking.params;
  await mustSee(asking, [studentId, guardianId]);
  return { studentId, guardianId };
}
