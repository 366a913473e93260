import type { Finding } from "@muster/rules/check/finding.ts";
import { copyJson, copyMaybe, copyText } from "../database/copy-text.ts";
import type { Session } from "../database/database.ts";

/** Findings in numbers, with the first of them to show. */
export interface FindingSummary {
  readonly total: number;
  readonly bySeverity: Readonly<Record<string, number>>;
  readonly byCode: Readonly<Record<string, number>>;
  readonly first: readonly Finding[];
}

const order = ["blocking", "error", "warning", "info"];

export function summarise(findings: readonly Finding[]): FindingSummary {
  const bySeverity: Record<string, number> = { blocking: 0, error: 0, warning: 0, info: 0 };
  const byCode: Record<string, number> = {};
  for (const { severity, code } of findings) {
    bySeverity[severity] = (bySeverity[severity] ?? 0) + 1;
    byCode[code] = (byCode[code] ?? 0) + 1;
  }
  const seen = new Map<string, number>();
  const first = [...findings]
    .sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
    .filter(({ code }) => {
      seen.set(code, (seen.get(code) ?? 0) + 1);
      return (seen.get(code) ?? 0) <= 3;
    });
  return { total: findings.length, bySeverity, byCode, first: first.slice(0, 60) };
}

/** Keeps every finding of a run with its place: all of them can be downloaded, however many are shown. */
export async function storeFindings(
  session: Session,
  run: { readonly districtId: number; readonly runId: number },
  findings: readonly Finding[],
): Promise<void> {
  if (findings.length === 0) return;
  await session.write(async (tx) => {
    await tx.query("drop table if exists new_finding");
    await tx.query("create temporary table new_finding as select * from finding with no data");
    await tx.copyIn(
      `copy new_finding (ordinal, code, severity, file, line, record, column_name, sourced_id, facts) from stdin`,
      lines(findings),
    );
    await tx.query(
      `insert into finding (district_id, run_id, ordinal, code, severity, file, line, record, column_name, sourced_id, facts)
       select $1, $2, ordinal, code, severity, file, line, record, column_name, sourced_id, facts from new_finding`,
      [run.districtId, run.runId],
    );
  });
}

function* lines(findings: readonly Finding[]): Generator<string> {
  let ordinal = 0;
  for (const finding of findings) {
    ordinal += 1;
    yield `${[
      ...[String(ordinal), finding.code, finding.severity, copyText(finding.file)],
      ...[
        copyMaybe(finding.line),
        copyMaybe(finding.record),
        copyMaybe(finding.column),
        copyMaybe(finding.sourcedId),
      ],
      copyJson(finding.facts),
    ].join("\t")}\n`;
  }
}
