import { copyText } from "../database/copy-text.ts";
import type { Transaction } from "../database/database.ts";
import type { StoredTable } from "./source-table.ts";

/** Notes ids of a table in one of the lists that the tables of a weighing share. */
export async function noteRows(
  tx: Transaction,
  into: string,
  table: StoredTable,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const lines = ids.map((id) => `${table.name}\t${copyText(id)}\n`);
  await tx.copyIn(`copy ${into} (table_name, sourced_id) from stdin`, lines);
}
