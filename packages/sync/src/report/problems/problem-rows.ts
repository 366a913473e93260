import type { Finding } from "@muster/rules/check/finding.ts";
import type { Reader } from "../../database/database.ts";
import { type FindingRow, findingFromRow } from "./finding-row.ts";
import { openFindings } from "./open-findings.ts";
import { rowFindingCodes } from "./row-finding-codes.ts";

/** Which open findings, and which page of them. */
export interface ProblemRowsQuery {
  /** Undefined: of every code. */
  readonly code?: string | undefined;
  readonly source?: number | undefined;
  readonly file?: string | undefined;
  /** Only what can be tied to these schools; undefined: all. */
  readonly schoolIds: readonly number[] | undefined;
  /** The place that the page before ended with. */
  readonly after?: RowPlace | undefined;
  readonly limit: number;
}

/** Where a finding stands among all: the run that told it, and its place there. */
export interface RowPlace {
  readonly run: number;
  readonly ordinal: number;
}

/** An open finding with the source and the run that told it. */
export interface ProblemRow extends RowPlace {
  readonly source: number;
  readonly sourceName: string;
  readonly finding: Finding;
}

const matching = `($5::int is null or o.source_id = $5) and ($6::text is null or o.file = $6)`;

/** A page of the open findings: what the newest sync told first, in the order of its files. */
export async function readProblemRows(
  tx: Reader,
  districtId: number,
  { code, source, file, schoolIds, after, limit }: ProblemRowsQuery,
): Promise<readonly ProblemRow[]> {
  const rows = await tx.query<
    FindingRow & RowPlace & { source: number; sourceName: string } & Record<string, unknown>
  >(
    `${await openFindings(tx, districtId, "$4")}
     select o.code, o.severity, o.file, o.line, o.record, o.column_name, o.sourced_id, o.facts, o.run_id as run,
            o.ordinal, o.source_id as source, s.name as "sourceName"
       from open o join source s on s.district_id = $1 and s.source_id = o.source_id
      where ${matching} and ($7::int is null or (o.run_id, -o.ordinal) < ($7, -$8::int))
      order by o.run_id desc, o.ordinal limit $9`,
    [
      ...[districtId, schoolIds ?? null, rowFindingCodes, code ?? null, source ?? null, file ?? null],
      ...[after?.run ?? null, after?.ordinal ?? null, limit],
    ],
  );
  return rows.map((row) => ({
    ...{ run: row.run, ordinal: row.ordinal, source: row.source, sourceName: row.sourceName },
    finding: findingFromRow(row),
  }));
}

/** How many there are in all pages. */
export async function countProblemRows(
  tx: Reader,
  districtId: number,
  { code, source, file, schoolIds }: Omit<ProblemRowsQuery, "limit" | "after">,
): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `${await openFindings(tx, districtId, "$4")} select count(*) as count from open o where ${matching}`,
    [districtId, schoolIds ?? null, rowFindingCodes, code ?? null, source ?? null, file ?? null],
  );
  return row?.count ?? 0;
}
