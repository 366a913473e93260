import type { Transaction } from "./transaction.ts";

/** Above so many rows written, a query of the same run may take minutes under old statistics. */
const manyRows = 20_000;

/**
 * Fresh statistics after a bulk write; the tables are the application's to fill and the owner's to analyse. Where few
 * rows were written and another transaction analyses the table already, that one's must do.
 *
 * @param rows how many were written
 */
export async function refreshStatistics(
  tx: Transaction,
  tables: readonly string[],
  rows: number,
): Promise<void> {
  await tx.query("select refresh_statistics($1, $2)", [tables, rows > manyRows]);
}
