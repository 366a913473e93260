import { type ExamplesOf, idOf } from "./route-example.ts";

const oak = idOf("school", "min(school_id) from school where district_id = $1");

export const schoolExamples: ExamplesOf<"school"> = {
  listSchools: {},
  showSchool: { params: oak },
  schoolTimeline: { params: oak },
  // Each role makes it once: a second school of that name is refused, so the name is new each time.
  createSchool: { body: async () => ({ name: `Pine ${Math.random()}` }) },
};
