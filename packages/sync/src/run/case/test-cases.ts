import assert from "node:assert/strict";
import path from "node:path";
import { after, before, test } from "node:test";
import { type CaseWorld, openCaseWorld } from "./case-world.ts";
import { type Case, readCases } from "./read-case.ts";
import { createWalker } from "./walk-case.ts";

const fixtures = path.resolve(import.meta.dirname, "../../../../../fixtures");

/** The test files that share the cases, by the IDs they take: a case that none of them takes is never walked. */
export const caseGroups = {
  /** Arrival, archives, encodings, headers. */
  files: /^[A-D]/,
  /** Identity, references, families, seasons. */
  people: /^[E-H]/,
  /** What real files were seen to hold. */
  quirks: /^Q/,
} as const;

/**
 * One test a case, titled by it. With MUSTER_CASES=C03,D02 only the cases whose ID begins so are walked.
 *
 * @param fewest fewer cases than this are a mistake: a folder that is not found would pass every test
 */
export async function testCases(group: keyof typeof caseGroups, fewest: number): Promise<void> {
  const all = await readCases(path.join(fixtures, "cases"));
  const cases = all.filter(({ id }) => caseGroups[group].test(id));
  let world: CaseWorld | undefined;
  let walk: (one: Case) => Promise<void> = () => Promise.reject(new Error("the world is not open"));
  before(async () => {
    world = await openCaseWorld();
    walk = createWalker(world, fixtures);
  });
  after(() => world?.close());
  test("the cases are there, each under an ID of its own, and each is walked", () => {
    assert.ok(cases.length >= fewest, `${cases.length} cases, at least ${fewest} are expected`);
    const ids = all.map(({ id }) => id);
    const twice = ids.filter((id, n) => ids.indexOf(id) !== n);
    const nobodys = ids.filter((id) => !Object.values(caseGroups).some((taken) => taken.test(id)));
    assert.deepEqual({ twice, nobodys }, { twice: [], nobodys: [] });
  });
  for (const one of cases) if (isChosen(one.id)) test(`${one.id} ${one.title}`, () => walk(one));
}

function isChosen(id: string): boolean {
  const chosen = (process.env.MUSTER_CASES ?? "").split(",").filter((written) => written !== "");
  return chosen.length === 0 || chosen.some((begin) => id.startsWith(begin));
}
