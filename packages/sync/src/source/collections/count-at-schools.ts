import { CollectionError } from "@muster/oneroster/rest/collection-error.ts";
import { countObjects, type ListCount } from "@muster/oneroster/rest/count-objects.ts";
import type { RestServer } from "@muster/oneroster/rest/rest-server.ts";
import { SignInError } from "@muster/oneroster/rest/sign-in-error.ts";
import { Fault } from "../../fault.ts";
import { orAborted } from "../network/or-aborted.ts";
import type { Connection, Sighting, Uncounted } from "../source.ts";
import type { OpenRoster } from "./open-roster.ts";
import { type CountedKind, countedKinds, listsOf, type SchoolList } from "./school-lists.ts";

/** Schools that a look asks about; of a district that has more, the first. */
export const mostAsked = 50;

/** In ms: whatever is not counted by then stays untold. */
const longestMs = 20_000;

/** Schools with what could be counted there. */
export type CountedSchools = Pick<Sighting, "schools" | "uncounted">;

/**
 * Counts students, teachers and classes at the first schools of a district, without reading them: the totals that the
 * server announces, and nothing where it announces none. A look is worth something without them, so that no failure
 * here is one of the look.
 *
 * @throws the signal's reason when the look is called off
 */
export async function countAtSchools(
  connection: Pick<Connection, "signal" | "onProgress">,
  roster: OpenRoster,
  schools: Sighting["schools"],
): Promise<CountedSchools> {
  if (schools.length === 0) return { schools };
  connection.onProgress({ what: "counts of the schools" });
  const late = AbortSignal.timeout(longestMs);
  const signal = AbortSignal.any([connection.signal, late]);
  const counts: Counts = { students: new Map(), teachers: new Map(), classes: new Map() };
  const state = { counts, hasStopped: false };
  try {
    const server = await orAborted(roster.partServer(), signal);
    const asked = schools.slice(0, mostAsked).map(({ sourcedId }) => sourcedId);
    await Promise.all(countedKinds.map((kind) => countKind({ server, roster, signal, state }, kind, asked)));
  } catch (error) {
    connection.signal.throwIfAborted();
    if (!late.aborted && !isOfTheirs(error)) throw error;
    state.hasStopped = true;
  }
  return withCounts(schools, counts, state.hasStopped);
}

type Counts = Readonly<Record<CountedKind, Map<string, number>>>;

interface Counting {
  readonly server: RestServer;
  readonly roster: OpenRoster;
  readonly signal: AbortSignal;
  readonly state: { readonly counts: Counts; hasStopped: boolean };
}

/** One kind at all schools, by the first way that the server understands. */
async function countKind(counting: Counting, kind: CountedKind, schools: readonly string[]): Promise<void> {
  for (const listAt of listsOf(kind, counting.roster)) {
    const found = counting.state.counts[kind];
    found.clear();
    if ((await countBy(counting, schools, listAt, found)) === "counted") return;
    found.clear();
  }
}

/** Schools without an answer after which a way counts as one that the server does not know. */
const mostMisses = 2;

/** @returns `other` where the server answered with something else, so that none of its counts can be believed */
async function countBy(
  { server, signal, state }: Counting,
  schools: readonly string[],
  listAt: (school: string) => SchoolList | undefined,
  found: Map<string, number>,
): Promise<"counted" | "none" | "other"> {
  let misses = 0;
  for (const school of schools) {
    const list = listAt(school);
    if (list === undefined || state.hasStopped) continue;
    const told = await orAborted(orFailure(countObjects(server, list)), signal);
    if (told.is === "busy") state.hasStopped = true;
    if (told.is === "other") return "other";
    if (told.is === "told") found.set(school, told.count);
    else misses += 1;
    if (found.size === 0 && misses >= mostMisses) return "none";
  }
  return found.size > 0 ? "counted" : "none";
}

/** A server that breaks at one list may give another; one that is busy is left in peace. */
async function orFailure(
  counting: Promise<ListCount>,
): Promise<ListCount | { readonly is: "failed" | "busy" }> {
  try {
    return await counting;
  } catch (error) {
    if (!isOfTheirs(error)) throw error;
    return { is: error instanceof Fault && error.code === "source.server.busy" ? "busy" : "failed" };
  }
}

/** What another machine may do to us; anything else is a mistake of ours. */
function isOfTheirs(error: unknown): boolean {
  return error instanceof Fault || error instanceof CollectionError || error instanceof SignInError;
}

function withCounts(schools: Sighting["schools"], counts: Counts, hasStopped: boolean): CountedSchools {
  let without = 0;
  const counted = schools.map((school) => {
    const own = countedKinds.flatMap((kind) => {
      const count = counts[kind].get(school.sourcedId);
      return count === undefined ? [] : [[kind, count] as const];
    });
    if (own.length === 0) without += 1;
    return { ...school, ...Object.fromEntries(own) };
  });
  if (without === 0) return { schools: counted };
  const because: Uncounted["because"] = hasStopped ? "slow" : without === schools.length ? "untold" : "many";
  return { schools: counted, uncounted: { schools: without, because } };
}
