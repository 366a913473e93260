import { allChecks } from "@muster/rules/check/all-checks.ts";
import type { Check, KeyKind, Keys } from "@muster/rules/check/check.ts";
import { type Finding, severityOf } from "@muster/rules/check/finding.ts";
import type { Transaction } from "../database/database.ts";
import { stagingTables, type Weighing } from "../snapshot/weighing.ts";
import { type Checked, type LeftOutRow, leaveOut } from "./leave-out.ts";

interface Suspect extends Record<string, unknown> {
  readonly sourced_id: string;
  readonly line: number;
  readonly record: number;
  readonly row_hash: string | null;
  readonly refs: Readonly<Record<string, string | readonly string[]>>;
  readonly known: readonly string[];
  /** `kind/id` of references whose row is in the files, and is no record all the same. */
  readonly deleted: readonly string[];
  readonly left_out: readonly string[];
}

/** How the rows of a table with a reference to nowhere are found, and what the rules call their fields. */
interface Suspicion {
  readonly table: "classes" | "users" | "roles" | "enrollments" | "guardians";
  readonly name: string;
  /** Field of the standard → column. */
  readonly refs: Readonly<Record<string, string>>;
  readonly targets: readonly {
    readonly kind: KeyKind;
    readonly column: string;
    readonly in: string;
    readonly isList?: true;
  }[];
}

const suspicions: readonly Suspicion[] = [
  {
    table: "classes",
    name: "source_class",
    refs: {
      schoolSourcedId: "school_sourced_id",
      courseSourcedId: "course_sourced_id",
      termSourcedIds: "term_sourced_ids",
    },
    targets: [
      { kind: "org", column: "school_sourced_id", in: "source_org" },
      { kind: "course", column: "course_sourced_id", in: "source_course" },
      { kind: "session", column: "term_sourced_ids", in: "source_session", isList: true },
    ],
  },
  {
    table: "users",
    name: "source_user",
    refs: { orgSourcedIds: "org_sourced_ids", agentSourcedIds: "agent_sourced_ids", role: "role" },
    targets: [
      { kind: "org", column: "org_sourced_ids", in: "source_org", isList: true },
      { kind: "user", column: "agent_sourced_ids", in: "source_user", isList: true },
    ],
  },
  {
    table: "roles",
    name: "source_role",
    refs: { userSourcedId: "user_sourced_id", orgSourcedId: "org_sourced_id" },
    targets: [
      { kind: "user", column: "user_sourced_id", in: "source_user" },
      { kind: "org", column: "org_sourced_id", in: "source_org" },
    ],
  },
  {
    table: "enrollments",
    name: "source_enrollment",
    refs: { classSourcedId: "class_sourced_id", userSourcedId: "user_sourced_id" },
    targets: [
      { kind: "class", column: "class_sourced_id", in: "source_class" },
      { kind: "user", column: "user_sourced_id", in: "source_user" },
    ],
  },
  {
    table: "guardians",
    name: "source_guardian",
    refs: { studentSourcedId: "student_sourced_id" },
    targets: [{ kind: "user", column: "student_sourced_id", in: "source_user" }],
  },
];

/**
 * Runs the checks of references over the staged rows. PostgreSQL finds the rows that point nowhere, the rules say
 * what that means; rows with an error are taken out of the snapshot, and what they fed stays as it was.
 */
export async function checkReferences(
  tx: Transaction,
  weighing: Weighing,
  fileOf: (table: string) => string,
): Promise<Checked> {
  const findings: Finding[] = [];
  const leftOut: LeftOutRow[] = [];
  for (const suspicion of suspicions) {
    const bad: LeftOutRow[] = [];
    for await (const suspects of tx.stream<Suspect>(
      findSuspects(suspicion),
      [weighing.districtId, weighing.sourceId],
      5000,
    )) {
      for (const suspect of suspects) {
        const found = judge(suspicion, suspect, fileOf(suspicion.table));
        findings.push(...found);
        if (found.some((finding) => finding.severity === "error"))
          bad.push({ table: suspicion.table, sourcedId: suspect.sourced_id, hash: suspect.row_hash });
      }
    }
    await leaveOut(tx, weighing, suspicion.name, bad);
    leftOut.push(...bad);
  }
  return { findings, leftOut };
}

function judge(suspicion: Suspicion, suspect: Suspect, file: string): readonly Finding[] {
  const known = new Set(suspect.known);
  const keys: Keys = {
    has: (kind, sourcedId) => known.has(`${kind}/${sourcedId}`),
    whyNot: (kind, sourcedId) => {
      const key = `${kind}/${sourcedId}`;
      if (suspect.deleted.includes(key)) return "deleted";
      return suspect.left_out.includes(key) ? "left-out" : "absent";
    },
  };
  // The row carries just the fields that checks of this table read; see `CheckedFields`.
  const record = { sourcedId: suspect.sourced_id, ...suspect.refs } as never;
  const checks: readonly Check[] = allChecks[suspicion.table] as readonly Check[];
  return checks.flatMap((check) => {
    const facts = check.find(record, keys);
    if (facts === undefined) return [];
    return [
      {
        ...{
          code: check.code,
          severity: severityOf(check.code),
          file,
          line: suspect.line,
          record: suspect.record,
        },
        ...{ column: undefined, sourcedId: suspect.sourced_id, facts },
      },
    ];
  });
}

/** Staged rows with some reference to nowhere: their references, and which of these are known. */
function findSuspects(suspicion: Suspicion): string {
  const isKnown = (table: string, id: string): string =>
    `exists (select from ${table} k where k.district_id = $1 and k.source_id = $2 and k.sourced_id = ${id} and k.ended_by is null)`;
  const missing = suspicion.targets.map(({ column, in: table, isList }) =>
    isList
      ? `exists (select from unnest(s.${column}) as ref (id) where not ${isKnown(table, "ref.id")})`
      : `(s.${column} <> '' and not ${isKnown(table, `s.${column}`)})`,
  );
  const known = suspicion.targets.map(({ kind, column, in: table, isList }) => {
    const ids = isList ? `unnest(s.${column})` : `unnest(array[s.${column}])`;
    return `select '${kind}/' || ref.id from ${ids} as ref (id) where ${isKnown(table, "ref.id")}`;
  });
  // Nothing of the row refers to these tables' rows, so PostgreSQL reads each of them once and hashes it.
  const among = (list: string): string =>
    suspicion.targets
      .map(({ kind, column, in: table, isList }) => {
        const ids = isList ? `unnest(s.${column})` : `unnest(array[s.${column}])`;
        return `select '${kind}/' || ref.id from ${ids} as ref (id)
                 where ref.id in (select sourced_id from ${list} where table_name = '${table}')`;
      })
      .join(" union all ");
  const refs = Object.entries(suspicion.refs).map(([field, column]) => `'${field}', s.${column}`);
  return `select s.sourced_id, s.line, s.record, s.row_hash::text as row_hash,
                 jsonb_build_object(${refs.join(", ")}) as refs, array(${known.join(" union all ")}) as known,
                 array(${among(stagingTables.deletedRow)}) as deleted, array(${among(stagingTables.leftOut)}) as left_out
            from ${stagingTables.staged(suspicion.name)} s
           where ${missing.join(" or ")} order by s.record`;
}
