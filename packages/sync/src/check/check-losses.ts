import { type Finding, severityOf } from "@muster/rules/check/finding.ts";
import type { Transaction } from "../database/database.ts";
import { stagingTables, type Weighing } from "../snapshot/weighing.ts";
import { type Checked, type LeftOutRow, leaveOut } from "./leave-out.ts";

interface Loss extends Record<string, unknown> {
  readonly sourced_id: string;
  readonly line: number;
  readonly record: number;
  readonly row_hash: string | null;
  readonly facts: Finding["facts"];
}

interface LossCheck {
  readonly code: "user.role.lost" | "user.orgs.lost" | "class.school.lost";
  readonly table: "users" | "roles" | "classes";
  readonly name: string;
  readonly column: string;
  /** Selects the staged rows `s` beside the accepted record `old` of the same sourcedId. */
  readonly facts: string;
  readonly isLoss: string;
}

const isKnown = (ids: string): string =>
  `exists (select from source_org o where o.district_id = $1 and o.source_id = $2 and o.ended_by is null
              and o.sourced_id = any (${ids}))`;
const orgIs = (id: string, which: string): string =>
  `exists (select from source_org o where o.district_id = $1 and o.source_id = $2 and o.ended_by is null
              and o.sourced_id = ${id} and ${which})`;
const roleIsLost = "s.role = 'other' and old.role not in ('other', '')";
const roleFacts = "jsonb_build_object('role', old.role)";

/**
 * A role word that nobody knows gives no rights (quirk Q087), and a school that orgs.csv does not list is no school
 * (Q082); a class is taught at a school, not at the district. Where the same record said before what was understood, its person has not lost anything: the row is
 * unreadable in the one value that counts, and is left out like any other such row (reliability D11, D13).
 */
const checks: readonly LossCheck[] = [
  {
    ...{ code: "user.role.lost", table: "users", name: "source_user", column: "role" },
    ...{ facts: roleFacts, isLoss: roleIsLost },
  },
  {
    ...{ code: "user.role.lost", table: "roles", name: "source_role", column: "role" },
    ...{ facts: roleFacts, isLoss: roleIsLost },
  },
  {
    ...{ code: "user.orgs.lost", table: "users", name: "source_user", column: "orgSourcedIds" },
    facts: "jsonb_build_object('orgSourcedId', s.org_sourced_ids[1])",
    isLoss: `s.role not in ('', 'parent', 'guardian', 'relative') and s.org_sourced_ids <> '{}' and s.org_sourced_ids <> old.org_sourced_ids
             and not ${isKnown("s.org_sourced_ids")} and ${isKnown("old.org_sourced_ids")}`,
  },
  {
    ...{ code: "class.school.lost", table: "classes", name: "source_class", column: "schoolSourcedId" },
    facts: `jsonb_build_object('schoolSourcedId', s.school_sourced_id, 'before', old.school_sourced_id, 'type',
              (select o.type from source_org o where o.district_id = $1 and o.source_id = $2 and o.ended_by is null
                  and o.sourced_id = s.school_sourced_id))`,
    isLoss: `s.school_sourced_id <> old.school_sourced_id
             and ${orgIs("s.school_sourced_id", "o.type in ('district', 'local', 'state', 'national')")}
             and ${orgIs("old.school_sourced_id", "o.type = 'school'")}`,
  },
];

/** Leaves out the staged rows that would take a role or every school from somebody for want of a known value. */
export async function checkLosses(
  tx: Transaction,
  weighing: Weighing,
  fileOf: (table: string) => string,
): Promise<Checked> {
  const findings: Finding[] = [];
  const leftOut: LeftOutRow[] = [];
  for (const { code, table, name, column, facts, isLoss } of checks) {
    const lost = await tx.query<Loss>(
      `select s.sourced_id, s.line, s.record, s.row_hash::text as row_hash, ${facts} as facts
         from ${stagingTables.staged(name)} s
         join ${name} old on old.district_id = $1 and old.source_id = $2 and old.ended_by = $3 and old.sourced_id = s.sourced_id
        where ${isLoss} order by s.record`,
      [weighing.districtId, weighing.sourceId, weighing.snapshotId],
    );
    for (const row of lost)
      findings.push({
        ...{ code, severity: severityOf(code), file: fileOf(table), line: row.line, record: row.record },
        ...{ column, sourcedId: row.sourced_id, facts: row.facts },
      });
    const rows = lost.map((row) => ({ table, sourcedId: row.sourced_id, hash: row.row_hash }));
    await leaveOut(tx, weighing, name, rows);
    leftOut.push(...rows);
  }
  return { findings, leftOut };
}
