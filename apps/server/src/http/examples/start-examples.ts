import type { ExamplesOf } from "./route-example.ts";

export const startExamples: ExamplesOf<"start"> = {
  showStart: {},
  nameDistrict: { body: async () => ({ name: "Test Schools", zone: "America/Denver", yearStart: "august" }) },
  createDistrict: { body: async () => ({ name: "Brand new", zone: "UTC" }) },
  makePractice: {},
};
