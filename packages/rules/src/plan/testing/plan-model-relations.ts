import type { MembershipFields, MembershipKey } from "../../model/membership.ts";
import type { Change } from "../change.ts";
import { planGuardianship } from "../plan-guardianship.ts";
import { planMembership } from "../plan-membership.ts";
import { asSeenBy, guardianshipKey, membershipKey } from "./model-directory.ts";
import { because, type ModelPlan } from "./model-plan.ts";

/** Plans who is in which classroom; after classrooms and people of the same plan. */
export function planModelMemberships(plan: ModelPlan): void {
  const { directory, sourceId } = plan;
  const wanted = wantedMemberships(plan);
  const keys = new Map<string, MembershipKey>();
  for (const { key } of wanted.values()) keys.set(membershipKey(key), key);
  for (const name of directory.memberships.keys()) keys.set(name, keyFrom(name));
  for (const [name, key] of [...keys].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const want = wanted.get(name);
    const held = directory.memberships.get(name);
    const room = roomAfter(plan, key.classroomId);
    const kind = key.role === "student" ? "student" : "staff";
    const change = planMembership(
      key,
      want?.fields,
      held === undefined ? undefined : asSeenBy(sourceId, held),
      {
        schoolId: room.schoolId,
        isFrozen: !room.isActive || !stands(plan, key.personId, kind),
        part: "",
        because: because(want !== undefined, want?.sourcedIds ?? []),
      },
    );
    if (change.action !== "keep") plan.changes.push(change);
  }
}

/** Plans who is whose guardian. */
export function planModelFamilies(plan: ModelPlan): void {
  const { directory, sourceId, personOf } = plan;
  const wanted = new Map<string, { studentId: number; guardianId: number }>();
  const guardiansStay = plan.carriesNoLinks || !plan.settings["guardian.manage"];
  for (const [student, guardian] of guardiansStay ? [] : plan.families) {
    const key = { studentId: personOf.get(student) ?? 0, guardianId: personOf.get(guardian) ?? 0 };
    if (key.studentId !== 0 && key.guardianId !== 0 && key.studentId !== key.guardianId)
      wanted.set(guardianshipKey(key), key);
  }
  const named = new Set(personOf.values());
  const held = [...directory.guardianships.keys()].map(pairFrom);
  const ours = held.filter(({ studentId, guardianId }) => named.has(studentId) || named.has(guardianId));
  const keys = new Map([...ours.map((key) => [guardianshipKey(key), key] as const), ...wanted]);
  for (const [name, key] of [...keys].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const record = directory.guardianships.get(name);
    const relation = { relationship: "", contactType: "" };
    const change = planGuardianship(
      key,
      wanted.has(name) ? relation : undefined,
      record === undefined ? undefined : asSeenBy(sourceId, record),
      {
        ...{ schoolId: 0, carriesNoLinks: guardiansStay, because: because(wanted.has(name), []) },
        part: "",
        isFrozen: !stands(plan, key.studentId, "student"),
      },
    );
    if (change.action !== "keep") plan.changes.push(change);
  }
}

function wantedMemberships(
  plan: ModelPlan,
): ReadonlyMap<string, { key: MembershipKey; fields: MembershipFields; sourcedIds: readonly string[] }> {
  const wanted = new Map<string, { key: MembershipKey; fields: MembershipFields; sourcedIds: string[] }>();
  for (const [id, said] of [...plan.roster.enrollments].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const classroomId = plan.classroomOf.get(said.cls);
    const personId = plan.personOf.get(said.user);
    if (classroomId === undefined || personId === undefined) continue;
    const key = { classroomId, personId, role: said.role };
    const known = wanted.get(membershipKey(key));
    const ends = [known?.fields.endsOn ?? null, said.endsOn].filter((day) => day !== null).sort();
    wanted.set(membershipKey(key), {
      ...{ key, sourcedIds: [...(known?.sourcedIds ?? []), id] },
      fields: { startsOn: null, endsOn: ends.at(-1) ?? null },
    });
  }
  return wanted;
}

/** The classroom as it stands after this plan. */
function roomAfter(plan: ModelPlan, id: number): { readonly schoolId: number; readonly isActive: boolean } {
  const change = plan.changes.find((one) => one.type === "classroom" && one.recordId === id);
  if (change?.type === "classroom")
    return { schoolId: change.after.schoolId, isActive: change.after.status === "active" };
  const held = plan.directory.classrooms.get(id);
  return { schoolId: held?.schoolId ?? 0, isActive: held?.status === "active" };
}

/** Has this person a role of this kind after this plan? */
function stands(plan: ModelPlan, personId: number, kind: "student" | "staff"): boolean {
  const isOf = (change: Change) => change.type === kind && change.recordId === personId;
  const after = plan.changes
    .filter(isOf)
    .flatMap((change) => (change.type === kind ? change.after.roles : []));
  const held = (plan.directory.people.get(personId)?.roles ?? []).filter((role) => role.role === kind);
  const others = held.filter((role) => !after.some((one) => one.schoolId === role.schoolId));
  return [...after, ...others].some((role) => role.status === "active");
}

function keyFrom(name: string): MembershipKey {
  const [classroomId, personId, role] = name.split("/");
  if (role !== "student" && role !== "teacher" && role !== "aide") throw new Error("a membership has a role");
  return { classroomId: Number(classroomId), personId: Number(personId), role };
}

function pairFrom(name: string): { studentId: number; guardianId: number } {
  const [studentId, guardianId] = name.split("/");
  return { studentId: Number(studentId), guardianId: Number(guardianId) };
}
