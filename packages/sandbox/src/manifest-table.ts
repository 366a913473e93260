import { type RosterTable, smallTable } from "./roster-table.ts";

const files11 =
  "academicSessions categories classes classResources courses courseResources demographics enrollments lineItems " +
  "orgs resources results users";
const files12 =
  "academicSessions categories classes classResources courses courseResources demographics enrollments " +
  "lineItemLearningObjectiveIds lineItems lineItemScoreScales orgs resources resultLearningObjectiveIds results " +
  "resultScoreScales roles scoreScales userProfiles userResources users";

/** manifest.csv: which files of the standard are in the package. All of ours are complete sets (`bulk`). */
export function manifestTable(version: "1.1" | "1.2", written: readonly string[]): RosterTable {
  const files = (version === "1.1" ? files11 : files12).split(" ");
  const lines = [
    "manifest.version,1.0",
    `oneroster.version,${version}`,
    ...files.map((file) => `file.${file},${written.includes(`${file}.csv`) ? "bulk" : "absent"}`),
    "source.systemName,Muster sandbox",
    "source.systemCode,sandbox",
  ];
  return smallTable("manifest.csv", ["propertyName", "value"], lines);
}
