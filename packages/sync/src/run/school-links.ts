import type { Database } from "../database/database.ts";
import { Fault } from "../fault.ts";
import { findSchool } from "./edit/find-record.ts";

/**
 * The sourcedIds by which a source feeds a school.
 *
 * @param school its name, or its number in the list
 * @throws Fault `school.name.unknown`, `school.name.ambiguous`, `school.link.none` where the source feeds it with nothing
 */
export async function schoolLinks(
  db: Database,
  at: { readonly districtId: number; readonly sourceId: number },
  school: string,
): Promise<readonly string[]> {
  return db.session(at.districtId, (session) =>
    session.read(async (tx) => {
      const found = await findSchool(tx, at.districtId, school);
      const links = await tx.query<{ sourced_id: string }>(
        `select sourced_id from link where district_id = $1 and source_id = $2 and record_type = 'school' and record_id = $3
          order by sourced_id`,
        [at.districtId, at.sourceId, found.schoolId],
      );
      if (links.length > 0) return links.map((link) => link.sourced_id);
      throw new Fault("school.link.none", "never", "the source feeds this school with nothing", {
        name: found.name,
        source: at.sourceId,
      });
    }),
  );
}
