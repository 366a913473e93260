import { type Finding, severityOf } from "@muster/rules/check/finding.ts";
import type { Reader } from "../database/database.ts";
import type { Weighing } from "../snapshot/weighing.ts";
import { classShapes } from "./class-shapes.ts";
import { familyShapes } from "./family-shapes.ts";
import { orgShapes } from "./org-shapes.ts";
import { personShapes } from "./person-shapes.ts";

const queries = [...orgShapes, ...classShapes, ...personShapes, ...familyShapes];

interface ShapeRow extends Record<string, unknown> {
  readonly sourced_id: string;
  readonly line: number | null;
  readonly facts: Finding["facts"] | null;
  /** The person stands in guardians.csv alone, and so does the line. */
  readonly is_derived?: boolean;
}

/**
 * Findings that only the planning tables show: who is out of scope, whose family cannot be reached, which schools
 * are not linked. The queries read what planning left behind.
 */
export async function findShape(
  tx: Reader,
  weighing: Weighing,
  fileOf: (table: string) => string,
  managesGuardians: boolean,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const { code, table, sql } of queries) {
    if (code === "guardian.links.missing" && !managesGuardians) continue;
    const rows = await tx.query<ShapeRow>(
      sql,
      sql.includes("$3")
        ? [weighing.districtId, weighing.sourceId, weighing.snapshotId]
        : [weighing.districtId, weighing.sourceId],
    );
    for (const row of rows)
      findings.push({
        ...{
          code,
          severity: severityOf(code),
          file: fileOf(row.is_derived === true ? "guardians" : table),
          line: row.line ?? undefined,
          record: undefined,
        },
        ...{ column: undefined, sourcedId: row.sourced_id || undefined, facts: row.facts ?? {} },
      });
  }
  return findings;
}
