import type { allRoutes } from "@muster/api/all-routes.ts";
import { schoolState } from "@muster/rules/report/classroom-state.ts";
import { mustSeeSchool } from "@muster/sync/directory/people/in-schools.ts";
import { pageSchools, readSchool, type SchoolEntry } from "@muster/sync/directory/people/list-schools.ts";
import { createSchool } from "@muster/sync/run/create-school.ts";
import type { Answers } from "../answer.ts";
import { deedOf, editedOf, look, tellTimeline } from "./directory-answers.ts";

/** Answers about schools as a directory; what feeds them is matched elsewhere. */
export const answerSchool: Answers<(typeof allRoutes)["school"]> = {
  listSchools: async (asking) => {
    const { districtId, schoolIds } = asking.operator;
    const page = await look(asking, (tx) => pageSchools(tx, districtId, asking.query, schoolIds));
    return { ...page, items: page.items.map(entry) };
  },
  showSchool: async (asking) => {
    const { districtId, schoolIds } = asking.operator;
    const school = await look(asking, (tx) => readSchool(tx, districtId, asking.params.school, schoolIds));
    return { ...entry(school), state: schoolState(school), families: school.families };
  },
  schoolTimeline: async (asking) =>
    tellTimeline(asking, { kind: "school", id: asking.params.school }, asking.query, (tx) =>
      mustSeeSchool(tx, asking.operator.districtId, asking.params.school, asking.operator.schoolIds),
    ),
  createSchool: async (asking) => {
    const { runs, by } = deedOf(asking);
    const { name, identifier } = asking.body;
    const done = await createSchool(runs, {
      ...by,
      name,
      ...(identifier === undefined ? {} : { identifier }),
    });
    return { ...editedOf(done), schoolId: done.schoolId };
  },
};

function entry(school: SchoolEntry) {
  return { ...school, links: [...school.links] };
}
