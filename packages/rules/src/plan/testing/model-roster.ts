import type { MembershipRole } from "../../model/membership.ts";
import type { RoleName } from "../../model/person.ts";

/** What a source says, table by table, under its sourcedIds. */
export interface ModelRoster {
  readonly orgs: ReadonlyMap<string, { readonly name: string }>;
  readonly classes: ReadonlyMap<string, ModelClass>;
  readonly users: ReadonlyMap<string, ModelUser>;
  readonly enrollments: ReadonlyMap<string, ModelEnrollment>;
}
export interface ModelClass {
  readonly org: string;
  readonly title: string;
}
export interface ModelUser {
  readonly role: RoleName;
  readonly orgs: readonly string[];
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
  readonly grade: string;
  readonly agents: readonly string[];
}
export interface ModelEnrollment {
  readonly cls: string;
  readonly user: string;
  readonly role: MembershipRole;
  readonly endsOn: string | null;
}

/** Answers a whole number below `n`. */
export type Choose = (n: number) => number;

/** Chooses by the bytes given, over and over: fewer and smaller bytes, simpler district. */
export function chooseFrom(bytes: Uint8Array): Choose {
  let at = 0;
  return (n) => {
    const byte = bytes[at % Math.max(1, bytes.length)] ?? 0;
    at += 1;
    return byte % n;
  };
}

const given = ["Ana", "Ben", "Cai", "Dia", "Eli", "Fay"];
const family = ["Alder", "Birch", "Cedar", "Thorn"];

/** A district of one or two schools, up to three classes and a dozen people; `prefix` keeps two sources apart. */
export function chooseRoster(choose: Choose, prefix = ""): ModelRoster {
  const orgs = new Map([[`${prefix}S1`, { name: "Oak" }]]);
  if (choose(2) === 1) orgs.set(`${prefix}S2`, { name: "Elm" });
  const classes = new Map<string, ModelClass>();
  for (let n = choose(4); n > 0; n -= 1)
    classes.set(`${prefix}C${n}`, { org: pick(choose, [...orgs.keys()]), title: `Class ${choose(3)}` });
  const users = new Map<string, ModelUser>();
  for (let n = choose(5); n > 0; n -= 1) users.set(`${prefix}s${n}`, chooseUser(choose, "student", orgs));
  for (let n = choose(3); n > 0; n -= 1) users.set(`${prefix}t${n}`, chooseUser(choose, "staff", orgs));
  for (let n = choose(4); n > 0; n -= 1) users.set(`${prefix}g${n}`, chooseUser(choose, "guardian", orgs));
  const roster = { orgs, classes, users: nameFamilies(choose, users), enrollments: new Map() };
  return { ...roster, enrollments: chooseEnrollments(choose, roster, prefix, 6) };
}

function chooseUser(choose: Choose, role: RoleName, orgs: ModelRoster["orgs"]): ModelUser {
  const names = [...orgs.keys()];
  const first = pick(choose, names);
  const second = choose(4) === 3 ? names.find((name) => name !== first) : undefined;
  return {
    ...{ role, orgs: second === undefined ? [first] : [first, second], grade: `0${choose(3)}`, agents: [] },
    ...{ givenName: pick(choose, given), familyName: pick(choose, family) },
    email: role === "student" ? "" : `${choose(3)}@example.org`,
  };
}

/** Each guardian names up to two students, or the student names them: either side may say it. */
function nameFamilies(choose: Choose, users: Map<string, ModelUser>): Map<string, ModelUser> {
  const students = [...users].filter(([, user]) => user.role === "student").map(([id]) => id);
  for (const [id, user] of [...users].filter(([, one]) => one.role === "guardian")) {
    for (let n = choose(3); n > 0 && students.length > 0; n -= 1) {
      const student = pick(choose, students);
      const [says, named] = choose(2) === 0 ? [id, student] : [student, id];
      const speaker = users.get(says) ?? user;
      users.set(says, { ...speaker, agents: [...new Set([...speaker.agents, named])].sort() });
    }
  }
  return users;
}

function chooseEnrollments(
  choose: Choose,
  { classes, users }: Pick<ModelRoster, "classes" | "users">,
  prefix: string,
  most: number,
): Map<string, ModelEnrollment> {
  const enrollments = new Map<string, ModelEnrollment>();
  const members = [...users].filter(([, user]) => user.role !== "guardian");
  if (classes.size === 0 || members.length === 0) return enrollments;
  for (let n = choose(most); n > 0; n -= 1) {
    const [user, { role }] = pick(choose, members);
    enrollments.set(`${prefix}e${n}`, {
      ...{ cls: pick(choose, [...classes.keys()]), user, endsOn: choose(3) === 2 ? "2027-06-10" : null },
      role: role === "student" ? "student" : choose(3) === 2 ? "aide" : "teacher",
    });
  }
  return enrollments;
}

/** The same district another day: people and classes come, leave, move and are renamed. */
export function chooseNextDay(choose: Choose, roster: ModelRoster, prefix = ""): ModelRoster {
  const other = chooseRoster(choose, prefix);
  const orgs = new Map([...roster.orgs, ...other.orgs]);
  const mix = <R>(now: ReadonlyMap<string, R>, then: ReadonlyMap<string, R>): Map<string, R> => {
    const mixed = new Map<string, R>();
    for (const id of [...new Set([...now.keys(), ...then.keys()])].sort()) {
      // Of four rows two stay, one leaves, one is as the other day has it.
      const fate = choose(4);
      const row = fate < 2 ? (now.get(id) ?? undefined) : fate === 2 ? undefined : then.get(id);
      if (row !== undefined) mixed.set(id, row);
    }
    return mixed;
  };
  return {
    orgs,
    classes: mix(roster.classes, other.classes),
    users: mix(roster.users, other.users),
    enrollments: mix(roster.enrollments, other.enrollments),
  };
}

/** The same rows in another order. */
export function shuffled(choose: Choose, roster: ModelRoster): ModelRoster {
  const mixed = <R>(rows: ReadonlyMap<string, R>): Map<string, R> =>
    new Map(
      [...rows]
        .map((row) => [choose(256), row] as const)
        .sort((a, b) => a[0] - b[0])
        .map(([, row]) => row),
    );
  const { orgs, classes, users, enrollments } = roster;
  return { orgs: mixed(orgs), classes: mixed(classes), users: mixed(users), enrollments: mixed(enrollments) };
}

export function pick<T>(choose: Choose, from: readonly T[]): T {
  const picked = from[choose(from.length)];
  if (picked === undefined) throw new Error("nothing to pick from");
  return picked;
}
