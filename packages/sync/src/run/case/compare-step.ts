import assert from "node:assert/strict";
import type { Database } from "../../database/database.ts";
import type { SyncResult } from "../sync-request.ts";
import {
  type DirectoryLook,
  findText,
  lookAtClassroom,
  lookAtPerson,
  schoolNames,
} from "./look-at-directory.ts";
import type { Expectation } from "./read-case.ts";
import type { StepResult } from "./take-step.ts";

/** Everything a step is compared by; `before` and `after` are looks at the directory around it. */
export interface StepLook {
  readonly db: Database;
  readonly districtId: number;
  readonly taken: StepResult;
  readonly before: DirectoryLook;
  readonly after: DirectoryLook;
}

/** Compares a step with what it promised. Throws an assertion that names the step and shows what came instead. */
export async function compareStep(expected: Expectation, look: StepLook, at: string): Promise<void> {
  const { taken, before, after } = look;
  const seen = JSON.stringify(summaryOf(taken.result), null, 1);
  assert.equal(taken.outcome, expected.outcome, `${at}: the outcome; fault ${taken.fault}; ${seen}`);
  assert.equal(taken.fault, expected.fault, `${at}: the fault`);
  if (!changesDirectory.has(taken.outcome))
    assert.equal(
      after.hash,
      before.hash,
      `${at}: the directory changed although the run says ${taken.outcome}`,
    );
  if (taken.result !== undefined) await compareResult(expected, look, taken.result, at);
  for (const [kind, count] of Object.entries(expected.directory))
    assert.equal(
      after.counts[kind],
      count,
      `${at}: active ${kind}; ${JSON.stringify(after.counts)}; ${seen}`,
    );
  for (const [sourcedId, wanted] of Object.entries(expected.people))
    compareFields(wanted, await lookAtPerson(look.db, look.districtId, sourcedId), `${at}: ${sourcedId}`);
  for (const [sourcedId, wanted] of Object.entries(expected.classrooms))
    compareFields(wanted, await lookAtClassroom(look.db, look.districtId, sourcedId), `${at}: ${sourcedId}`);
  for (const text of expected.nowhere)
    assert.deepEqual(await findText(look.db, look.districtId, text), [], `${at}: ${text} was kept`);
}

const changesDirectory: ReadonlySet<string> = new Set(["applied", "partly_applied", "undone"]);

async function compareResult(
  expected: Expectation,
  look: StepLook,
  result: SyncResult,
  at: string,
): Promise<void> {
  const seen = JSON.stringify(summaryOf(result), null, 1);
  const { byCode } = result.findings;
  for (const [code, wanted] of Object.entries(expected.codes)) {
    const count = byCode[code] ?? 0;
    if (wanted === "some") assert.ok(count > 0, `${at}: no finding ${code}; ${seen}`);
    else assert.equal(count, wanted, `${at}: findings ${code}; ${seen}`);
  }
  for (const code of expected.notCodes)
    assert.equal(byCode[code] ?? 0, 0, `${at}: findings ${code}; ${seen}`);
  if (expected.gates !== undefined) await compareGates(expected.gates, look, result, at);
  await compareSomeGates(expected.someGates, look, result, at);
  for (const [code, facts] of Object.entries(expected.gateFacts)) {
    const gate = result.gates.find((one) => one.code === code);
    compareFields(facts, gate === undefined ? null : { ...gate, ...gate.facts }, `${at}: ${code}; ${seen}`);
  }
  for (const [type, counts] of Object.entries(expected.counts ?? {}))
    assert.deepEqual(changesOf(result, type), counts, `${at}: planned ${type}; ${seen}`);
  if (expected.holds === "nothing") assert.equal(result.held, 0, `${at}: held changes; ${seen}`);
  if (expected.holds === "something") assert.ok(result.held > 0, `${at}: nothing is held; ${seen}`);
  if (expected.holds === "everything") {
    assert.ok(result.held > 0, `${at}: nothing is held; ${seen}`);
    assert.equal(result.applied, 0, `${at}: applied changes; ${seen}`);
  }
  if (expected.place.length > 0) await comparePlaces(expected.place, look, result.run, at);
}

async function compareGates(
  wanted: readonly string[],
  look: StepLook,
  result: SyncResult,
  at: string,
): Promise<void> {
  assert.deepEqual(
    await gatesOf(wanted, look, result),
    [...wanted].sort(),
    `${at}: the gates; ${JSON.stringify(summaryOf(result), null, 1)}`,
  );
}

async function compareSomeGates(
  wanted: readonly string[],
  look: StepLook,
  result: SyncResult,
  at: string,
): Promise<void> {
  const gates = wanted.length === 0 ? [] : await gatesOf(wanted, look, result);
  const missing = wanted.filter((gate) => !gates.includes(gate));
  assert.deepEqual(missing, [], `${at}: gates that are not there; ${gates.join(", ")}`);
}

/** The gates of a result, written as the case writes them: those it names by code alone without their slice. */
async function gatesOf(
  wanted: readonly string[],
  look: StepLook,
  result: SyncResult,
): Promise<readonly string[]> {
  const names = await schoolNames(look.db, look.districtId);
  const isShort = new Set(wanted.filter((gate) => !gate.includes("@")));
  const gates = result.gates.map(({ code, slice }) => {
    if (slice === undefined || isShort.has(code)) return code;
    return `${code}@${slice.type}/${names.get(slice.schoolId) ?? slice.schoolId}/${slice.kind}`;
  });
  return [...new Set(gates)].sort();
}

/** Every place must be that of a stored finding; only the fields that are written are compared. */
async function comparePlaces(
  places: Expectation["place"],
  look: StepLook,
  runId: number,
  at: string,
): Promise<void> {
  const found = await look.db.session(look.districtId, (session) =>
    session.read((tx) =>
      tx.query<Record<string, unknown>>(
        `select code, severity, file, line, record, column_name as "column", sourced_id as "sourcedId", facts
           from finding where district_id = $1 and run_id = $2 order by ordinal`,
        [look.districtId, runId],
      ),
    ),
  );
  for (const place of places) {
    const isThere = found.some((finding) => contains(finding, place));
    const near = found.filter((finding) => finding.code === place.code).slice(0, 5);
    assert.ok(isThere, `${at}: no finding ${JSON.stringify(place)}; there are ${JSON.stringify(near)}`);
  }
}

function compareFields(
  wanted: Readonly<Record<string, unknown>> | null,
  found: Readonly<Record<string, unknown>> | null,
  at: string,
): void {
  if (wanted === null || found === null) {
    assert.deepEqual(found, wanted, at);
    return;
  }
  for (const [name, value] of Object.entries(wanted)) assert.deepEqual(found[name], value, `${at}: ${name}`);
}

/** True where every written field is there, objects field by field. */
function contains(found: unknown, wanted: unknown): boolean {
  if (typeof wanted !== "object" || wanted === null) return found === wanted;
  if (typeof found !== "object" || found === null) return false;
  const has = new Map<string, unknown>(Object.entries(found));
  return Object.entries(wanted).every(([name, value]) => contains(has.get(name), value));
}

function changesOf(result: SyncResult, type: string): Readonly<Record<string, number>> {
  const counts = Object.entries(result.plan?.counts ?? {}).find(([name]) => name === type)?.[1];
  return Object.fromEntries(
    Object.entries(counts ?? {}).filter(([action, count]) => action !== "keep" && count > 0),
  );
}

/** What a failing case shows: everything in short, nobody's name. */
function summaryOf(result: SyncResult | undefined): unknown {
  if (result === undefined) return undefined;
  const types = Object.keys(result.plan?.counts ?? {});
  return {
    outcome: result.outcome,
    counts: Object.fromEntries(types.map((type) => [type, JSON.stringify(changesOf(result, type))])),
    gates: result.gates.map(({ code, slice, observed, limit }) =>
      [code, slice?.type, slice?.schoolId, slice?.kind, `${observed} > ${limit}`].join(" "),
    ),
    codes: result.findings.byCode,
    first: result.findings.first.slice(0, 8).map((one) => JSON.stringify(one)),
    applied: result.applied,
    held: result.held,
  };
}
