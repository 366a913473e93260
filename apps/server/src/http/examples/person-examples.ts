import type { TestDistrict } from "@muster/sync/run/test-district.ts";
import type { ExamplesOf } from "./route-example.ts";

/** Ana is at the first school, where a school administrator of the matrix is; Mia is her mother. */
const ana = async (of: TestDistrict) => ({ person: await idNamed(of, "Ana") });
const anaAndMia = async (of: TestDistrict) => ({
  person: await idNamed(of, "Ana"),
  guardian: await idNamed(of, "Mia"),
});

async function idNamed(of: TestDistrict, givenName: string): Promise<number> {
  const row = await of.one<{ id: number }>(
    "select person_id as id from person where district_id = $1 and given_name = $2",
    givenName,
  );
  return row?.id ?? 0;
}

async function firstSchool(of: TestDistrict): Promise<number> {
  const row = await of.one<{ id: number }>("select min(school_id) as id from school where district_id = $1");
  return row?.id ?? 0;
}

export const personExamples: ExamplesOf<"person"> = {
  searchPeople: { body: async () => ({ text: "ana" }) },
  showPerson: { params: ana },
  personTimeline: { params: ana },
  askWhy: { body: async () => ({ who: "ana" }) },
  createPerson: {
    body: async (of) => ({
      ...{ role: "staff", schoolId: await firstSchool(of) },
      fields: { givenName: "Noor", familyName: "Nash" },
    }),
  },
  editPerson: { params: ana, body: async () => ({ language: "es" }) },
  archivePerson: { params: ana, body: async () => ({ role: "student" }) },
  restorePerson: { params: ana, body: async () => ({ role: "student" }) },
  addGuardian: {
    params: ana,
    body: async (of) => ({ guardianId: await idNamed(of, "Tom"), relationship: "uncle" }),
  },
  endGuardian: { params: anaAndMia },
  restrictGuardian: { params: anaAndMia, body: async () => ({ isRestricted: true }) },
};
