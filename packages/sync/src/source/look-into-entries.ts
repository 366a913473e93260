import { isSensitiveName } from "@muster/oneroster/csv/choose-columns.ts";
import type { PackageEntry } from "@muster/oneroster/csv/package-entry.ts";
import { readPackage } from "@muster/oneroster/csv/read-package.ts";
import { defaultProfile } from "@muster/oneroster/csv/read-profile.ts";
import { countEntries } from "./count-entries.ts";
import type { Sighting } from "./source.ts";

/** What files tell at a look. */
export type Inside = Pick<
  Sighting,
  "schools" | "uncounted" | "counts" | "oversharing" | "fields" | "guardians"
>;

/**
 * What files tell at a look, before anything is fetched: the schools with their counts, the columns that are read,
 * whether families come, and columns that nobody needs. Files that are too large for a look are not counted. What is
 * wrong with them the first plan says.
 */
export async function lookIntoEntries(entries: readonly PackageEntry[]): Promise<Inside> {
  const { files, diagnostics } = await readPackage(entries, defaultProfile, { encodingProof: "head" });
  const told = diagnostics
    .filter(({ code }) => code === "file.column.sensitive")
    .flatMap(({ facts }) => String(facts.columns ?? "").split(", "));
  const dropped = files.flatMap(({ droppedColumns }) => droppedColumns.filter(isSensitiveName));
  const { guardians, ...counted } = await countEntries(files);
  return {
    ...counted,
    fields: Object.fromEntries(
      files.map(({ table, columns }) => [table, columns.filter((column) => column !== undefined)]),
    ),
    ...(guardians === undefined ? {} : { guardians }),
    oversharing: [...new Set([...told, ...dropped])].filter((name) => name !== ""),
  };
}
