import { type ExamplesOf, idOf } from "./route-example.ts";

const nobodys = "nobody-has-this";

const math = idOf(
  "classroom",
  "min(classroom_id) from classroom where district_id = $1 and title like 'Ma%'",
);

export const matchExamples: ExamplesOf<"match"> = {
  showSchoolMatches: {},
  linkSchools: {
    body: async ({ one, sourceId }) => {
      const school = await one<{ id: number }>(
        "select min(school_id) as id from school where district_id = $1",
      );
      return { source: sourceId, links: [{ sourcedId: "S1", record: school?.id ?? 0 }] };
    },
  },
  unlinkSchool: {
    body: async ({ sourceId }) => ({ source: sourceId, sourcedId: nobodys }),
    status: 404,
  },
  adoptSchools: {
    body: async ({ sourceId }) => ({ source: sourceId, sourcedIds: [nobodys] }),
    status: 404,
  },
  showClassMatches: { params: idOf("school", "min(school_id) from school where district_id = $1") },
  linkClassrooms: {
    body: async ({ one, sourceId }) => {
      const room = await one<{ id: number }>(
        "select min(classroom_id) as id from classroom where district_id = $1",
      );
      return { source: sourceId, links: [{ sourcedId: "C1", record: room?.id ?? 0 }] };
    },
  },
  showUnlinking: { params: math, query: { source: "1", sourcedId: "C1" } },
  unlinkClassroom: {
    params: math,
    body: async ({ sourceId }) => ({ source: sourceId, sourcedId: nobodys, people: "stay" }),
    status: 404,
  },
  adoptClasses: {
    body: async ({ sourceId }) => ({ source: sourceId, sourcedIds: [nobodys] }),
    status: 404,
  },
};
