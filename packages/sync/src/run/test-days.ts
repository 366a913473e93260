import type { Cells, Roster } from "./test-district.ts";

/** Answers a whole number below `n`; the same seed, the same numbers. */
export type Choose = (n: number) => number;

/** A small generator of numbers (mulberry32): a day that failed can be lived again by its seed. */
export function chooseBySeed(seed: number): Choose {
  let state = seed >>> 0;
  return (n) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % n;
  };
}

/** A district as its source knows it, row by row; `gone` may come back another day. */
export interface LivingDistrict {
  readonly orgs: readonly Cells[];
  readonly classes: readonly Cells[];
  readonly users: readonly Cells[];
  readonly enrollments: readonly Cells[];
  readonly guardians: readonly Cells[];
  readonly hasGuardianFile: boolean;
  readonly gone: Readonly<Record<"classes" | "users" | "enrollments", readonly Cells[]>>;
  readonly born: number;
}

const given = ["Ana", "Ben", "Cai", "Dia", "Eli", "Fay", "Gus", "Ida"];
const family = ["Alder", "Birch", "Cedar", "Thorn", "Elder"];

/** Two to three schools, up to five classes and 3 to 40 people. */
export function foundDistrict(choose: Choose): LivingDistrict {
  const schools = ["S1", "S2", "S3"].slice(0, 2 + choose(2));
  const orgs = [
    { sourcedId: "D", name: "Test Schools", type: "district" },
    ...schools.map((id, n) => ({
      ...{ sourcedId: id, name: `School ${n + 1}`, type: "school", identifier: `010${n}` },
      parentSourcedId: "D",
    })),
  ];
  const hasGuardianFile = choose(3) === 0;
  const gone = { classes: [], users: [], enrollments: [] };
  let living: LivingDistrict = {
    ...{ orgs, classes: [], users: [], enrollments: [], guardians: [], hasGuardianFile, gone, born: 0 },
  };
  for (let n = 1 + choose(5); n > 0; n -= 1) living = openClass(choose, living);
  for (let n = 3 + choose(26); n > 0; n -= 1) living = enterPerson(choose, living);
  for (let n = choose(40); n > 0; n -= 1) living = enroll(choose, living);
  return living;
}

/** A few things happen between two days. */
export function liveOneDay(choose: Choose, living: LivingDistrict): LivingDistrict {
  let next = living;
  for (let n = choose(12); n > 0; n -= 1) next = pick(choose, events)(choose, next);
  return next;
}

type Event = (choose: Choose, living: LivingDistrict) => LivingDistrict;

const events: readonly Event[] = [
  ...[enterPerson, enterPerson, enroll, enroll, enroll, openClass],
  ...[leave("users"), leave("users"), leave("enrollments"), leave("enrollments"), leave("classes")],
  ...[comeBack("users"), comeBack("enrollments"), comeBack("classes")],
  edit("users", name),
  edit("users", (choose, living) =>
    choose(2) === 0 ? adult(choose) : { orgSourcedIds: chooseSchools(choose, living) },
  ),
  edit("users", (choose, living) => ({ orgSourcedIds: chooseSchools(choose, living) })),
  edit("users", (choose) => ({ grades: `0${1 + choose(5)}` })),
  edit("users", (choose, living) => ({ agentSourcedIds: chooseAgents(choose, living) })),
  edit("users", (choose) => ({ role: pick(choose, ["student", "teacher", "guardian", "aide"]) })),
  edit("users", (choose) => ({ email: `p${choose(6)}@example.org` })),
  edit("classes", (choose) => ({ title: `Class ${choose(9)}` })),
  edit("classes", (choose, living) => ({ schoolSourcedId: schoolOf(choose, living) })),
  edit("enrollments", (choose) => ({ endDate: chooseDay(choose) })),
  edit("enrollments", (choose, living) => ({ classSourcedId: idOf(choose, living.classes) })),
  edit("users", (choose) => ({ status: choose(2) === 0 ? "tobedeleted" : "active" })),
  edit("enrollments", (choose) => ({ status: choose(2) === 0 ? "tobedeleted" : "" })),
  ...[nameGuardian, childLeaves, childLeaves],
];

function enterPerson(choose: Choose, living: LivingDistrict): LivingDistrict {
  const role = pick(choose, ["student", "student", "student", "teacher", "guardian", "guardian", "aide"]);
  const id = `${role.slice(0, 1)}${living.born}`;
  const isAdult = role !== "student";
  const user: Cells = {
    ...{
      sourcedId: id,
      enabledUser: "true",
      orgSourcedIds: chooseSchools(choose, living),
      role,
      username: id,
    },
    ...(isAdult ? adult(choose) : { ...name(choose), identifier: `n-${id}`, grades: "04" }),
    agentSourcedIds: role === "guardian" ? chooseAgents(choose, living) : "",
  };
  return { ...living, users: [...living.users, user], born: living.born + 1 };
}

function name(choose: Choose): Cells {
  return { givenName: pick(choose, given), familyName: pick(choose, family) };
}

/** Few adults with many rows: a teacher in one is a mother in another, and one person here. */
function adult(choose: Choose): Cells {
  const known = { givenName: pick(choose, ["Kim", "Lou"]), familyName: "Stone", email: "stone@example.org" };
  return choose(2) === 0 ? known : { ...name(choose), email: `p${choose(6)}@example.org` };
}

function openClass(choose: Choose, living: LivingDistrict): LivingDistrict {
  const id = `C${living.born}`;
  const cls = {
    sourcedId: id,
    title: `Class ${choose(9)}`,
    classCode: id,
    schoolSourcedId: schoolOf(choose, living),
  };
  return { ...living, classes: [...living.classes, cls], born: living.born + 1 };
}

function enroll(choose: Choose, living: LivingDistrict): LivingDistrict {
  const cls = living.classes[choose(Math.max(1, living.classes.length))];
  const who = living.users[choose(Math.max(1, living.users.length))];
  if (cls === undefined || who === undefined || who.role === "guardian") return living;
  const row: Cells = {
    ...{
      sourcedId: `e${living.born}`,
      classSourcedId: cls.sourcedId ?? "",
      userSourcedId: who.sourcedId ?? "",
    },
    ...{ schoolSourcedId: cls.schoolSourcedId ?? "", endDate: chooseDay(choose) },
    role: who.role === "student" ? "student" : pick(choose, ["teacher", "teacher", "aide"]),
  };
  return { ...living, enrollments: [...living.enrollments, row], born: living.born + 1 };
}

function nameGuardian(choose: Choose, living: LivingDistrict): LivingDistrict {
  const students = living.users.filter((user) => user.role === "student");
  if (!living.hasGuardianFile || students.length === 0) return living;
  const row: Cells = {
    ...{ studentSourcedId: idOf(choose, students), guardianSourcedId: `f${choose(5)}` },
    ...{
      givenName: pick(choose, given),
      familyName: pick(choose, family),
      email: `p${choose(6)}@example.org`,
    },
    relationship: pick(choose, ["mother", "father", ""]),
  };
  const key = (one: Cells): string => `${one.studentSourcedId} ${one.guardianSourcedId}`;
  return { ...living, guardians: [...living.guardians.filter((one) => key(one) !== key(row)), row] };
}

function leave(table: "classes" | "users" | "enrollments"): Event {
  return (choose, living) => {
    const rows = living[table];
    const leaving = rows[choose(Math.max(1, rows.length))];
    if (leaving === undefined) return living;
    const gone = { ...living.gone, [table]: [...living.gone[table], leaving] };
    return { ...living, [table]: rows.filter((row) => row !== leaving), gone };
  };
}

/** A child whom some guardian names leaves: the guardian's own row stays as it was. */
function childLeaves(choose: Choose, living: LivingDistrict): LivingDistrict {
  const named = new Set(living.users.flatMap((user) => (user.agentSourcedIds ?? "").split(",")));
  const children = living.users.filter((user) => user.role === "student" && named.has(user.sourcedId ?? ""));
  const leaving = children[choose(Math.max(1, children.length))];
  if (leaving === undefined) return living;
  const gone = { ...living.gone, users: [...living.gone.users, leaving] };
  return { ...living, users: living.users.filter((user) => user !== leaving), gone };
}

function comeBack(table: "classes" | "users" | "enrollments"): Event {
  return (choose, living) => {
    const gone = living.gone[table];
    const back = gone[choose(Math.max(1, gone.length))];
    if (back === undefined) return living;
    const rest = { ...living.gone, [table]: gone.filter((row) => row !== back) };
    return { ...living, [table]: [...living[table], back], gone: rest };
  };
}

function edit(
  table: "classes" | "users" | "enrollments",
  cells: (choose: Choose, living: LivingDistrict) => Cells,
): Event {
  return (choose, living) => {
    const at = choose(Math.max(1, living[table].length));
    const written = cells(choose, living);
    return { ...living, [table]: living[table].map((row, n) => (n === at ? { ...row, ...written } : row)) };
  };
}

/** The files of the day; now and then some rows in them are wrong. */
export function writeDay(choose: Choose, living: LivingDistrict): Roster {
  const isBad = choose(3) === 0;
  const { orgs, classes, guardians } = living;
  const spoil = (rows: readonly Cells[]): readonly Cells[] =>
    isBad ? rows.flatMap((row) => (choose(9) === 0 ? spoiled(choose, row) : [row])) : rows;
  return {
    ...{ orgs, classes: spoil(classes), users: spoil(living.users), enrollments: spoil(living.enrollments) },
    ...(living.hasGuardianFile ? { guardians } : {}),
  };
}

/** A row that cannot be taken as it is: twice with other cells, naming nobody, a date that is none, an unknown role. */
function spoiled(choose: Choose, row: Cells): readonly Cells[] {
  const kinds: readonly (() => readonly Cells[])[] = [
    () => [row, { ...row, title: "Twice", givenName: "Twice", role: row.role ?? "" }],
    () => [{ ...row, endDate: "soon" }],
    () => [{ ...row, role: "wizard" }],
    () => [{ ...row, userSourcedId: "nobody", orgSourcedIds: "nowhere" }],
    () => [{ ...row, schoolSourcedId: "nowhere", agentSourcedIds: "nobody" }],
    () => [row, row],
    () => (choose(6) === 0 ? [{ ...row, sourcedId: "" }] : [row]),
  ];
  return pick(choose, kinds)();
}

/** The same rows in another order. */
export function shuffleRows(choose: Choose, roster: Roster): Roster {
  const mixed = (rows: readonly Cells[]): readonly Cells[] =>
    rows
      .map((row) => [choose(1 << 20), row] as const)
      .sort(([a], [b]) => a - b)
      .map(([, row]) => row);
  return {
    ...{ orgs: mixed(roster.orgs), classes: mixed(roster.classes), users: mixed(roster.users) },
    enrollments: mixed(roster.enrollments),
    ...(roster.guardians === undefined ? {} : { guardians: mixed(roster.guardians) }),
  };
}

function schoolOf(choose: Choose, living: LivingDistrict): string {
  return idOf(choose, living.orgs.slice(1));
}

function chooseSchools(choose: Choose, living: LivingDistrict): string {
  const first = schoolOf(choose, living);
  const second = choose(5) === 0 ? schoolOf(choose, living) : first;
  return first === second ? first : `${first},${second}`;
}

/** Mostly students, whom a guardian names; now and then anybody. */
function chooseAgents(choose: Choose, living: LivingDistrict): string {
  const students = living.users.filter((user) => user.role === "student");
  const named = [idOf(choose, students), choose(3) === 0 ? idOf(choose, living.users) : ""];
  return [...new Set(named)].filter((id) => id !== "").join(",");
}

/** A day around the days of the test, so that some enrollments end while it runs. */
function chooseDay(choose: Choose): string {
  return choose(2) === 0 ? "" : `2026-09-0${1 + choose(9)}`;
}

function idOf(choose: Choose, rows: readonly Cells[]): string {
  return rows[choose(Math.max(1, rows.length))]?.sourcedId ?? "";
}

export function pick<T>(choose: Choose, from: readonly T[]): T {
  const picked = from[choose(from.length)];
  if (picked === undefined) throw new Error("nothing to pick from");
  return picked;
}
