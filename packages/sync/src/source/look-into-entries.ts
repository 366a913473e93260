import { isSensitiveName } from "@muster/oneroster/csv/choose-columns.ts";
import type { PackageEntry } from "@muster/oneroster/csv/package-entry.ts";
import { readPackage } from "@muster/oneroster/csv/read-package.ts";
import { defaultProfile } from "@muster/oneroster/csv/read-profile.ts";
import { rowReader } from "@muster/oneroster/csv/read-row.ts";
import { scanRecords } from "@muster/oneroster/csv/scan-records.ts";
import type { TableFile } from "@muster/oneroster/csv/table-file.ts";
import { UnreadableFile } from "@muster/oneroster/csv/unreadable-file.ts";
import type { Sighting } from "./source.ts";

/** Above it a list of schools is none; it is left to the first sync. */
const orgsBytes = 4 * 1024 ** 2;

/**
 * What files tell at a look, before anything is fetched: the schools, and columns that nobody needs. The heads of the
 * files are read, and of all of them orgs.csv alone to its end. What is wrong with them the first sync says.
 */
export async function lookIntoEntries(
  entries: readonly PackageEntry[],
): Promise<Pick<Sighting, "schools" | "oversharing">> {
  const { files, diagnostics } = await readPackage(entries, defaultProfile, { encodingProof: "head" });
  const told = diagnostics
    .filter(({ code }) => code === "file.column.sensitive")
    .flatMap(({ facts }) => String(facts.columns ?? "").split(", "));
  const dropped = files.flatMap(({ droppedColumns }) => droppedColumns.filter(isSensitiveName));
  const orgs = files.find(({ table }) => table === "orgs");
  const schools = orgs === undefined || orgs.entry.size > orgsBytes ? [] : await schoolsOf(orgs);
  return { schools, oversharing: [...new Set([...told, ...dropped])].filter((name) => name !== "") };
}

async function schoolsOf(file: TableFile): Promise<Sighting["schools"]> {
  const read = rowReader({ ...file, table: "orgs" }, defaultProfile);
  const schools: { sourcedId: string; name: string }[] = [];
  try {
    for await (const batch of scanRecords(file, [0, 0])) {
      for (let index = 0; index < batch.count; index += 1) {
        const { record } = read(batch, index);
        if (record?.type !== "school" || record.status === "tobedeleted") continue;
        schools.push({ sourcedId: record.sourcedId, name: record.name });
      }
    }
  } catch (error) {
    // A look tells what can be seen; the finding comes with the first sync.
    if (!(error instanceof UnreadableFile)) throw error;
  }
  return schools;
}
