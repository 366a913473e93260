import type { Database } from "@muster/sync/database/database.ts";
import { listDistricts } from "@muster/sync/directory/districts.ts";

/** What a district is called. */
export async function districtName(db: Database, districtId: number): Promise<string> {
  const known = await listDistricts(db);
  return known.find((district) => district.districtId === districtId)?.name ?? "";
}
