import type { TestDistrict } from "@muster/sync/run/test-district.ts";
import type { ExamplesOf } from "./route-example.ts";

/** A sync of the district that has ended, made the first time it is asked for. */
async function endedErrand(of: TestDistrict): Promise<{ errand: string }> {
  const { db, districtId, sourceId } = of;
  const [row] = await db.session(districtId, (session) =>
    session.write((tx) =>
      tx.query<{ errand: string }>(
        `with made as (
           insert into errand (district_id, errand_id, source_id, kind, asked_by, asked_at, state, ended_at)
           select $1, gen_random_uuid(), $2, 'person', 'nightly', now(), 'done', now()
            where not exists (select from errand where district_id = $1) returning errand_id)
         select errand_id as errand from made union all select errand_id from errand where district_id = $1 limit 1`,
        [districtId, sourceId],
      ),
    ),
  );
  return { errand: row?.errand ?? "" };
}

export const syncExamples: ExamplesOf<"sync"> = {
  followProgress: { query: { seconds: "0" } },
  showProgress: {},
  // The district of the matrix was uploaded, and an upload is what nobody can fetch: told to whoever may ask for syncs.
  askForSync: { body: async (of) => ({ source: of.sourceId }), status: 404 },
  showErrand: { params: endedErrand },
  cancelSync: { params: endedErrand },
};
