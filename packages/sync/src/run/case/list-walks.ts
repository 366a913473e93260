import assert from "node:assert/strict";
import path from "node:path";
import { type CaseWorld, openCaseWorld } from "./case-world.ts";
import { type Case, readCases } from "./read-case.ts";
import { createWalker } from "./walk-case.ts";

const fixtures = path.resolve(import.meta.dirname, "../../../../../fixtures");

/** The test files that share the cases, by the IDs they take: a case that none of them takes is never walked. */
const groups = {
  /** Arrival, archives, encodings, headers. */
  files: /^[A-D]/,
  /** Identity, references, families, seasons. */
  people: /^[E-H]/,
  /** What real files were seen to hold. */
  quirks: /^Q/,
} as const;

/** The tests of one group of cases: a title and what to do for it. */
export interface Walks {
  readonly all: readonly { readonly title: string; readonly walk: () => Promise<void> }[];
  readonly close: () => Promise<void>;
}

/**
 * One test a case, titled by it, and one for the group. With MUSTER_CASES=C03,D02 only the cases whose ID begins so.
 *
 * @param fewest fewer cases than this are a mistake: a folder that is not found would pass every test
 */
export async function listWalks(group: keyof typeof groups, fewest: number): Promise<Walks> {
  const known = await readCases(path.join(fixtures, "cases"));
  const cases = known.filter(({ id }) => groups[group].test(id));
  let world: Promise<CaseWorld> | undefined;
  let walker: ((one: Case) => Promise<void>) | undefined;
  const walk = async (one: Case): Promise<void> => {
    world ??= openCaseWorld();
    walker ??= createWalker(await world, fixtures);
    return walker(one);
  };
  const there = {
    title: "the cases are there, each under an ID of its own, and each is walked",
    walk: async () => assertThere(known, cases.length, fewest),
  };
  const walks = cases
    .filter(({ id }) => isChosen(id))
    .map((one) => ({ title: `${one.id} ${one.title}`, walk: () => walk(one) }));
  return { all: [there, ...walks], close: async () => (await world)?.close() };
}

function assertThere(known: readonly Case[], found: number, fewest: number): void {
  assert.ok(found >= fewest, `${found} cases, at least ${fewest} are expected`);
  const ids = known.map(({ id }) => id);
  const twice = ids.filter((id, n) => ids.indexOf(id) !== n);
  const nobodys = ids.filter((id) => !Object.values(groups).some((taken) => taken.test(id)));
  assert.deepEqual({ twice, nobodys }, { twice: [], nobodys: [] });
}

function isChosen(id: string): boolean {
  const chosen = (process.env.MUSTER_CASES ?? "").split(",").filter((written) => written !== "");
  return chosen.length === 0 || chosen.some((begin) => id.startsWith(begin));
}
