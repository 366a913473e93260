import type { TestDistrict } from "@muster/sync/run/test-district.ts";
import { addSeason } from "@muster/sync/schedule/seasons.ts";
import type { ExamplesOf } from "./route-example.ts";

const summer = { startsOn: "2027-06-15", endsOn: "2027-08-15", note: "Summer" } as const;

export const seasonExamples: ExamplesOf<"season"> = {
  listSeasons: {},
  addSeason: { body: async () => ({ ...summer, mode: "frozen" }) },
  removeSeason: { params: async (of) => ({ season: await newSeason(of) }) },
};

/** Each row of the matrix removes one of its own. */
function newSeason({ db, districtId }: TestDistrict): Promise<number> {
  const season = { ...summer, mode: "additions-only", setBy: "test" } as const;
  return db.session(districtId, (session) =>
    session.write((tx) => addSeason(tx, districtId, season, "2026-09-01T00:00:00Z")),
  );
}
