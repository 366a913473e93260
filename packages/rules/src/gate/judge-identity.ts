import type { RecordType } from "../model/entities.ts";
import type { Slice } from "../plan/slice.ts";
import type { Settings } from "../setting/all-settings.ts";
import type { GateCode } from "./gate-codes.ts";
import type { GateFacts, TableFacts } from "./gate-facts.ts";
import type { Gate } from "./verdict.ts";

/**
 * Gates on who the people are and whether the input is whole. Here an addition is as dangerous as a removal (a
 * re-keyed file would add a second set of everybody), so each of them holds the whole plan.
 *
 * @param slices of the plan; none: old bytes that say what we hold already are no danger
 */
export function judgeIdentity(
  facts: GateFacts,
  slices: readonly Slice[],
  settings: Settings,
): readonly Gate[] {
  const people = facts.isFirst ? [] : [...identity(facts), ...strangers(facts, slices)].slice(0, 1);
  return [
    ...input(facts),
    ...(people.length > 0 || facts.isFirst ? people : classIdentity(facts)),
    ...(people.some(({ code }) => code === "gate.ids.zeros-lost") ? [] : schoolZeros(facts, slices)),
    ...(slices.length > 0 ? [...ages(facts, settings), ...history(facts)] : []),
  ];
}

/**
 * Unreadable rows hold everything above 2 percent (and 10 rows, so that a small file survives a typing error) or
 * 500; so do as many rows with stray quotes, for then the file is written by other rules than it is read by
 * (reliability C08), and 1 percent of people with role words that nobody knows (D11). Rows that point to nowhere are
 * daily bread in some districts (quirk Q080): they hold where there are that many more than last time, or, the first
 * time, where they are more than half of a file of some size.
 */
function input(facts: GateFacts): readonly Gate[] {
  const found: Gate[] = [];
  for (const tableFacts of facts.tables) found.push(...inputOf(tableFacts, facts.isFirst));
  return found;
}

function inputOf(facts: TableFacts, isFirst: boolean): readonly Gate[] {
  const { table, mode, before, received, unreadable, unresolved, strayQuotes, rolesLost } = facts;
  const found: Gate[] = [];
  if (received === 0 && before > 0 && mode === "bulk")
    found.push(gate("gate.collection.empty", 0, before, { table, before }));
  const share = Math.min(500, Math.max(10, Math.floor(received / 50)));
  const half = Math.floor(received / 2);
  const limit = Math.min(share, half);
  const lost = isFirst ? Math.max(half, 10) : limit + facts.unresolvedBefore;
  if (unreadable > limit) found.push(gate("gate.rows.unreadable", unreadable, limit, { table, received }));
  else if (unresolved > lost) found.push(gate("gate.rows.unreadable", unresolved, lost, { table, received }));
  if (strayQuotes > share) found.push(gate("gate.quotes.stray", strayQuotes, share, { table, received }));
  const few = Math.max(4, Math.floor(before / 100));
  if (rolesLost > few) found.push(gate("gate.roles.unknown", rolesLost, few, { table, before }));
  return found;
}

/**
 * Which of four stories explains many unknown IDs: zeros lost in a spreadsheet, a new SIS with new IDs, another
 * format of the same IDs, or the file of another district. The first that fits is told.
 */
function identity(facts: GateFacts): readonly Gate[] {
  const { before, received, known, vanished, added, renumbered, zerosLost, oddlyShaped, example } =
    facts.identity;
  const shown: Readonly<Record<string, string>> =
    example === undefined ? {} : { before: example.before, now: example.now };
  if (zerosLost >= 5 && zerosLost * 100 > before)
    return [
      gate("gate.ids.zeros-lost", zerosLost, Math.max(4, Math.floor(before / 100)), {
        ...shown,
        people: before,
      }),
    ];
  const churn = Math.max(19, Math.floor(before / 100));
  if (renumbered > churn || (renumbered >= 5 && renumbered * 2 > before))
    return [gate("gate.ids.rekeyed", renumbered, churn, { ...shown, people: before })];
  if (received > 0 && before >= 5 && known * 2 < received && vanished * 2 > before)
    return [gate("gate.district.wrong", known, Math.ceil(received / 2), { received, people: before })];
  if (oddlyShaped >= 20 && oddlyShaped * 2 > added && oddlyShaped * 20 > before)
    return [
      gate("gate.ids.format-changed", oddlyShaped, Math.floor(before / 20), { ...shown, people: before }),
    ];
  return [];
}

/** Known IDs that now name other people, more than half of them: another district counts its people the same way. */
function strangers(
  { identity: { known, received, before } }: GateFacts,
  slices: readonly Slice[],
): readonly Gate[] {
  const people: readonly RecordType[] = ["staff", "student", "guardian"];
  const strange = slices
    .filter((slice) => slice.part === "other-person" && people.includes(slice.type))
    .reduce((sum, slice) => sum + slice.changes, 0);
  if (known === 0 || strange < 5 || strange * 2 <= known) return [];
  return [
    gate("gate.district.wrong", known - strange, Math.ceil(received / 2), { received, people: before }),
  ];
}

/** Classes under new IDs: a tenth of them and at least 5, or 20 and more than the churn of an ordinary day. */
function classIdentity({ classes }: GateFacts): readonly Gate[] {
  const { before, renumbered, example } = classes;
  const limit = Math.max(4, Math.min(Math.floor(before / 10), Math.max(19, Math.floor(before / 50))));
  if (renumbered <= limit) return [];
  const shown = example === undefined ? {} : { before: example.before, now: example.now };
  return [gate("gate.ids.rekeyed", renumbered, limit, { ...shown, classes: before })];
}

/**
 * Schools that are listed without the leading zeros of their IDs: one is enough, since a spreadsheet takes them from
 * all columns of a file. A school whose shorter ID is linked already is none of them; nor is one that loses nobody.
 */
function schoolZeros({ isFirst, absentSchools }: GateFacts, slices: readonly Slice[]): readonly Gate[] {
  if (isFirst || !slices.some(({ kind }) => kind === "removal")) return [];
  const bare = absentSchools.filter(
    ({ sourcedId, lookalike }) =>
      lookalike !== "" &&
      lookalike.length < sourcedId.length &&
      sourcedId.replace(/^0+/, "") === lookalike.replace(/^0+/, ""),
  );
  const [first] = bare;
  if (first === undefined) return [];
  const shown = { before: first.sourcedId, now: first.lookalike, schools: bare.length };
  return [gate("gate.ids.zeros-lost", bare.length, 0, shown)];
}

/**
 * Files of two exports: users of today beside enrollments of last week (reliability A07). Whoever hands files over
 * may have mended one of them and is only told; what came by itself waits.
 */
function ages({ agedFiles = [] }: GateFacts, settings: Settings): readonly Gate[] {
  const [oldest] = [...agedFiles].sort((a, b) => b.hours - a.hours);
  if (oldest === undefined) return [];
  const files = agedFiles.map(({ file, hours }) => `${file} (${hours} h)`).join(", ");
  const { file, newest, hours } = oldest;
  const shown = { file, newest, hours, files, window: settings["files.window-hours"] };
  return [gate("gate.files.aged", agedFiles.length, 0, shown)];
}

function history(facts: GateFacts): readonly Gate[] {
  const found: Gate[] = [];
  if (facts.undoneRun !== undefined) found.push(gate("gate.undone.again", 1, 0, { run: facts.undoneRun }));
  else if (facts.seenBefore !== undefined)
    found.push(gate("gate.data.older", 1, 0, { acceptedAt: facts.seenBefore }));
  return found;
}

function gate(
  code: GateCode,
  observed: number,
  limit: number,
  facts: Readonly<Record<string, string | number>>,
): Gate {
  return { code, slice: undefined, observed, limit, facts };
}
