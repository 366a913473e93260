import { apiRoot } from "@muster/api/route.ts";
import type { Reader } from "@muster/sync/database/database.ts";
import { readClassroomPage } from "@muster/sync/directory/people/classroom-page.ts";
import { pageSchools, readSchool } from "@muster/sync/directory/people/list-schools.ts";
import { readPersonPage } from "@muster/sync/directory/people/person-page.ts";
import { type PeopleFilter, searchPeople } from "@muster/sync/directory/people/search-people.ts";
import { readHome } from "@muster/sync/report/home-facts.ts";
import { readMutes } from "@muster/sync/report/problems/problem-mutes.ts";
import {
  readFileSizes,
  readLastLook,
  readProblemGroups,
} from "@muster/sync/report/problems/read-problems.ts";
import { readRunPage } from "@muster/sync/report/run-page.ts";
import { type Asked, alone, type Pick, type Question } from "./question.ts";

const page = { limit: 50 };
const allRuns = {
  ...{ schoolIds: undefined, outcome: undefined, kind: undefined, sourceId: undefined, before: undefined },
};

type ReadPart = (tx: Reader, districtId: number, pick: Pick) => Promise<unknown>;

const question = (name: string, ask: (pick: Pick) => Asked, bare: Question["bare"]): Question => ({
  name,
  ask: (pick) => {
    const asked = ask(pick);
    return { ...asked, path: `${apiRoot}${asked.path}` };
  },
  bare,
});
const reading = (name: string, ask: (pick: Pick) => Asked, read: ReadPart): Question =>
  question(name, ask, (db, districtId, pick) => alone(db, districtId, (tx) => read(tx, districtId, pick)));

const people = (filter: (pick: Pick) => PeopleFilter) => ({
  ask: (pick: Pick): Asked => ({ path: "/people/search", body: { ...filter(pick), ...page } }),
  bare: (tx: Reader, districtId: number, pick: Pick): Promise<unknown> =>
    searchPeople(tx, districtId, filter(pick), page, undefined),
});

const everybody = people(() => ({}));
const atSchool = people(({ school }) => ({ schoolId: school, role: "student", status: "active" }));
const byName = people(({ familyName }) => ({ text: familyName }));

async function readProblems(tx: Reader, districtId: number): Promise<void> {
  await readProblemGroups(tx, districtId, undefined);
  await readFileSizes(tx, districtId);
  await readMutes(tx, districtId, new Date().toISOString().slice(0, 10));
  await readLastLook(tx, districtId);
}

/** What people ask of the console, and the same by the queries of that answer alone. */
export const consoleQuestions: readonly Question[] = [
  reading("people: the first page", everybody.ask, everybody.bare),
  reading("people: the students of a school", atSchool.ask, atSchool.bare),
  reading("people: a family name", byName.ask, byName.bare),
  reading(
    "a person",
    ({ person }) => ({ path: `/people/${person}` }),
    (tx, districtId, { person }) => readPersonPage(tx, districtId, person, undefined),
  ),
  reading(
    "a class",
    ({ classroom }) => ({ path: `/classes/${classroom}` }),
    (tx, districtId, { classroom }) => readClassroomPage(tx, districtId, classroom, undefined),
  ),
  reading(
    "a school",
    ({ school }) => ({ path: `/schools/${school}` }),
    (tx, districtId, { school }) => readSchool(tx, districtId, school, undefined),
  ),
  reading(
    "schools: the first page",
    () => ({ path: "/schools?limit=50" }),
    (tx, districtId) => pageSchools(tx, districtId, page, undefined),
  ),
  reading("problems", () => ({ path: "/problems" }), readProblems),
  question(
    "runs",
    () => ({ path: "/runs" }),
    (db, districtId) => readRunPage(db, { districtId, limit: 25, ...allRuns }),
  ),
  question(
    "Home",
    () => ({ path: "/home" }),
    (db, districtId) => readHome(db, districtId, undefined, new Date()),
  ),
];
