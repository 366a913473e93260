import type { Transaction } from "../database/database.ts";
import type { StoredTable } from "./source-table.ts";
import { stagingTables, type Weighing } from "./weighing.ts";

/**
 * Files of one school may leave the school out of every row (connect.md §9.1, §9.2): then it can only be the one that
 * they were given for. It is written into the rows themselves, for the files of the next school leave it out as well.
 * Families are left alone: they hang on their students, at whatever school.
 */
export async function fillSchool(
  tx: Transaction,
  { absence }: Weighing,
  { name }: Pick<StoredTable, "name">,
): Promise<void> {
  const school = absence === "left" || absence === "nothing" ? undefined : absence[0];
  const fill = fills[name];
  if (school === undefined || fill === undefined) return;
  await tx.query(`update ${stagingTables.staged(name)} ${fill}`, [school]);
}

const fills: Readonly<Record<string, string>> = {
  source_class: "set school_sourced_id = $1 where school_sourced_id = ''",
  source_user: `set org_sourced_ids = array[$1::text]
                 where org_sourced_ids = '{}' and role in ('student', 'teacher', 'aide', 'proctor', 'administrator')`,
  source_role: `set org_sourced_id = $1
                 where org_sourced_id = '' and role in ('student', 'teacher', 'aide', 'proctor', 'administrator')`,
};
