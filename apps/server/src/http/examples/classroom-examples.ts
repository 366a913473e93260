import type { TestDistrict } from "@muster/sync/run/test-district.ts";
import { type ExamplesOf, idOf } from "./route-example.ts";

const math = idOf(
  "classroom",
  "min(classroom_id) from classroom where district_id = $1 and title like 'Ma%'",
);

async function teacher(of: TestDistrict): Promise<object> {
  const row = await of.one<{ id: number }>(
    "select person_id as id from person where district_id = $1 and given_name = 'Tom'",
  );
  return { personId: row?.id ?? 0, role: "co-teacher" };
}

export const classroomExamples: ExamplesOf<"classroom"> = {
  searchClassrooms: { body: async () => ({ text: "math" }) },
  showClassroom: { params: math },
  classroomTimeline: { params: math },
  createClassroom: {
    body: async (of) => {
      const row = await of.one<{ id: number }>(
        "select min(school_id) as id from school where district_id = $1",
      );
      return { schoolId: row?.id ?? 0, title: "Chess" };
    },
  },
  editClassroom: { params: math, body: async () => ({ location: "12" }) },
  archiveClassroom: { params: math },
  restoreClassroom: { params: math },
  addMember: { params: math, body: teacher },
  endMember: { params: math, body: teacher },
};
