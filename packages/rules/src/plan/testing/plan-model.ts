import { identityKey } from "../../match/identity-key.ts";
import type { Change, ClassroomChange, LinkChange, PersonChange, SchoolChange } from "../change.ts";
import { planClassroom } from "../plan-classroom.ts";
import { planPerson } from "../plan-person.ts";
import { planSchool } from "../plan-school.ts";
import type { WantedUser } from "../wanted-user.ts";
import { asSeenBy, linkKey } from "./model-directory.ts";
import { because, type ModelInput, type ModelPlan } from "./model-plan.ts";
import type { ModelRoster, ModelUser } from "./model-roster.ts";
import { planModelFamilies, planModelMemberships } from "./plan-model-relations.ts";

/** Plans a whole roster as packages/sync does it in sets: schools, classrooms, people, memberships, families. */
export function planModel(input: ModelInput): readonly Change[] {
  let { nextId } = input.directory;
  const deal = (): number => {
    nextId += 1;
    return nextId - 1;
  };
  const maps = { schoolOf: new Map(), classroomOf: new Map(), personOf: new Map() };
  const carriesNoLinks = [...input.roster.users.values()].every((user) => user.agents.length === 0);
  const plan: ModelPlan = {
    ...{ ...input, ...maps, changes: [], families: familiesOf(input.roster), carriesNoLinks, deal },
  };
  planSchools(plan);
  planClassrooms(plan);
  planPeople(plan);
  planModelMemberships(plan);
  planModelFamilies(plan);
  return plan.changes;
}

function planSchools(plan: ModelPlan): void {
  const { directory, sourceId, changes, schoolOf, deal } = plan;
  const adopts = directory.schools.size === 0;
  for (const [sourcedId, { name }] of sorted(plan.roster.orgs)) {
    const linked = directory.links.get(linkKey(sourceId, "school", sourcedId));
    if (linked !== undefined) schoolOf.set(sourcedId, linked);
    if (linked === undefined && !adopts) continue;
    const why = because(true, [sourcedId]);
    const existing = linked === undefined ? undefined : directory.schools.get(linked);
    const change = planSchool({ name, identifier: "" }, existing, why, deal);
    if (change.action === "keep") continue;
    changes.push(change);
    if (change.action !== "create") continue;
    schoolOf.set(sourcedId, change.recordId);
    changes.push(linkOf(change, sourcedId));
  }
}

function linkOf(school: SchoolChange, sourcedId: string): LinkChange {
  const { recordId, schoolId, because } = school;
  return {
    ...{ type: "link", action: "create", kind: "addition", schoolId, recordId, because, before: undefined },
    after: { recordType: "school", sourcedId, recordId, origin: "synced" },
  };
}

function planClassrooms(plan: ModelPlan): void {
  const { directory, roster, settings, sourceId, changes, classroomOf, deal } = plan;
  for (const sourcedId of touched(plan, "classroom", roster.classes.keys())) {
    const said = roster.classes.get(sourcedId);
    const schoolId = said === undefined ? undefined : plan.schoolOf.get(said.org);
    const linked = directory.links.get(linkKey(sourceId, "classroom", sourcedId));
    if (linked === undefined && schoolId === undefined) continue;
    const id = linked ?? deal();
    classroomOf.set(sourcedId, id);
    const rest = { classCode: "", grades: [], location: "", startsOn: null, endsOn: null };
    const wanted =
      said === undefined || schoolId === undefined
        ? undefined
        : { ...rest, sourcedId, schoolId, title: said.title };
    const why = because(wanted !== undefined, [sourcedId]);
    const change = planClassroom(wanted, directory.classrooms.get(id), why, settings, id);
    if (change.action !== "keep") changes.push(change satisfies ClassroomChange);
  }
}

function planPeople(plan: ModelPlan): void {
  const { directory, roster, settings, sourceId, personOf } = plan;
  const wanted = wantedUsers(plan);
  dealPeople(plan, wanted);
  const byPerson = new Map<number, string[]>();
  for (const [sourcedId, id] of [...personOf].sort(([a], [b]) => (a < b ? -1 : 1)))
    byPerson.set(id, [...(byPerson.get(id) ?? []), sourcedId]);
  const order = { staff: 1, student: 2, guardian: 3 };
  for (const [personId, sourcedIds] of [...byPerson].sort(([a], [b]) => a - b)) {
    const users = sourcedIds
      .flatMap((id) => wanted.get(id) ?? [])
      .sort((a, b) => order[a.role] - order[b.role]);
    const held = directory.people.get(personId);
    const isLinked = (id: string): boolean => directory.links.has(linkKey(sourceId, "person", id));
    const planned = planPerson(
      {
        ...{ personId, users, existing: held?.person, guardianSchoolId: 0 },
        roles: (held?.roles ?? []).map((role) => asSeenBy(sourceId, role)),
        newLinks: users.map((user) => user.sourcedId).filter((id) => !isLinked(id)),
        absent: users.length === 0 ? sourcedIds : [],
      },
      settings,
      {
        guardiansStay: plan.carriesNoLinks || !settings["guardian.manage"],
        because: because(
          sourcedIds.some((id) => roster.users.has(id)),
          sourcedIds,
        ),
      },
    );
    for (const change of planned)
      if (change.action !== "keep") plan.changes.push(change satisfies PersonChange);
  }
}

/** Students and staff count at the schools that are ours, guardians where one of their students does. */
function wantedUsers(plan: ModelPlan): Map<string, WantedUser> {
  const { roster, schoolOf } = plan;
  const schoolsOf = (user: ModelUser): number[] =>
    [...new Set(user.orgs.flatMap((org) => schoolOf.get(org) ?? []))].sort((a, b) => a - b);
  const wanted = new Map<string, WantedUser>();
  for (const [sourcedId, user] of sorted(roster.users)) {
    const isFamily = plan.families.some(([student, guardian]) => {
      const child = roster.users.get(student);
      return guardian === sourcedId && child !== undefined && schoolsOf(child).length > 0;
    });
    const guards = isFamily && plan.settings["guardian.manage"];
    const schoolIds = user.role === "guardian" ? (guards ? [0] : []) : schoolsOf(user);
    if (schoolIds.length === 0) continue;
    const { role, givenName, familyName, email, grade } = user;
    wanted.set(sourcedId, {
      ...{ sourcedId, role, schoolIds, givenName, familyName, email, file: "users", line: 0, middleName: "" },
      ...{ sms: "", phone: "", language: "", username: "", grades: [grade] },
      ...{ title: role === "staff" ? "teacher" : "", identifier: role === "student" ? `n-${sourcedId}` : "" },
    });
  }
  return wanted;
}

/** By link first; then a new adult who is somebody held, or another new adult, in another role. */
function dealPeople(plan: ModelPlan, wanted: ReadonlyMap<string, WantedUser>): void {
  const { directory, sourceId, personOf, deal } = plan;
  const fresh: WantedUser[] = [];
  for (const sourcedId of touched(plan, "person", wanted.keys())) {
    const linked = directory.links.get(linkKey(sourceId, "person", sourcedId));
    const user = wanted.get(sourcedId);
    if (linked !== undefined) personOf.set(sourcedId, linked);
    else if (user !== undefined) fresh.push(user);
  }
  const keyed = fresh.map((user, at) => {
    const key = user.role === "student" ? null : identityKey({ ...user, phones: [user.sms, user.phone] });
    const isFirst = (one: { user: WantedUser; key: string | null }): boolean =>
      one.key === key && one.user.role === user.role;
    return { user, key, at, isFirst };
  });
  const first = keyed.filter((one) => keyed.find(one.isFirst) === one && one.key !== null);
  for (const { user, key } of first) {
    const held = [...directory.people.values()].filter(
      ({ person, roles }) =>
        person.identityKey === key &&
        roles.every((role) => role.role !== user.role && role.role !== "student") &&
        roles.some((role) => role.status === "active"),
    );
    const ids = held.map(({ person }) => person.personId);
    if (ids.length > 0) personOf.set(user.sourcedId, Math.min(...ids));
  }
  const leads = (key: string | null): WantedUser | undefined =>
    first.find((one) => one.key === key && one.user.role === "staff" && !personOf.has(one.user.sourcedId))
      ?.user;
  const followers = first
    .filter(({ user }) => user.role === "guardian" && !personOf.has(user.sourcedId))
    .flatMap(({ user, key }) => {
      const leader = leads(key);
      return leader === undefined ? [] : [[user.sourcedId, leader.sourcedId] as const];
    });
  const following = new Map(followers);
  for (const { user } of keyed)
    if (!personOf.has(user.sourcedId) && !following.has(user.sourcedId)) personOf.set(user.sourcedId, deal());
  for (const [follower, leader] of following) personOf.set(follower, personOf.get(leader) ?? 0);
}

/** Every pair that either side names; the student is who is one, the other must be a guardian. */
function familiesOf(roster: ModelRoster): readonly (readonly [string, string])[] {
  const pairs = new Map<string, readonly [string, string]>();
  const roleOf = (id: string): string | undefined => roster.users.get(id)?.role;
  for (const [near, user] of roster.users)
    for (const far of user.agents) {
      const [student, guardian] = user.role === "student" ? [near, far] : [far, near];
      if (roleOf(student) === "student" && roleOf(guardian) === "guardian")
        pairs.set(`${student} ${guardian}`, [student, guardian]);
    }
  return [...pairs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, pair]) => pair);
}

/** Everything the source names or is linked to, in order: every record is weighed. */
function touched(plan: ModelPlan, type: "classroom" | "person", named: Iterable<string>): readonly string[] {
  const prefix = linkKey(plan.sourceId, type, "");
  const linked = [...plan.directory.links.keys()].filter((key) => key.startsWith(prefix));
  return [...new Set([...named, ...linked.map((key) => key.slice(prefix.length))])].sort();
}

function sorted<R>(rows: ReadonlyMap<string, R>): readonly (readonly [string, R])[] {
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1));
}
