import type { ClassroomFields } from "../model/classroom.ts";
import type { Action, RecordType, SliceKind } from "../model/entities.ts";
import type { GuardianshipFields, GuardianshipKey } from "../model/guardianship.ts";
import type { MembershipFields, MembershipKey } from "../model/membership.ts";
import type { PersonFields, RoleFields } from "../model/person.ts";
import type { Because } from "../model/place.ts";
import type { ArchivedBy, Origin, SchoolFields } from "../model/school.ts";

/**
 * A change is the whole of what apply will do to one record: what it was, what it will be, and why. Apply
 * consults nothing else, so whatever a person approved is what happens.
 *
 * `before` is absent on create; `after` always carries the state to be, on archive as on restore. `version` is
 * the version that `before` was read at: a record that moved on since is a conflict, reported and left alone.
 */
export type Change =
  | SchoolChange
  | LinkChange
  | ClassroomChange
  | PersonChange
  | MembershipChange
  | GuardianshipChange;

interface Changed {
  readonly action: Exclude<Action, "keep">;
  readonly kind: SliceKind;
  /** The school whose slice this belongs to; 0 for none. A leaver counts where they leave. */
  readonly schoolId: number;
  /** Set where the change is judged apart from the rest of its slice. */
  readonly part?: ChangePart;
  readonly because: Because;
}

/**
 * Why a change is judged apart: `role-switched` student and staff trade places · `other-person` the same
 * sourcedId now names somebody else · `protected` an administrator who signs in would be archived ·
 * `class-shrinks` a class would lose more than half of its students · `ended` its last day is over, as the source
 * had said before: no limit holds it · `implausible-family` one guardian for a whole class, or one student with a
 * dozen guardians · `restricted-family` somebody new for a student of whose family a person has restricted somebody.
 * Classes and families of a switched or other person wait with the person.
 */
export type ChangePart =
  | ""
  | "role-switched"
  | "other-person"
  | "protected"
  | "class-shrinks"
  | "ended"
  | "implausible-family"
  | "restricted-family";

/** What a school is, before a change or after it. */
export interface SchoolState extends SchoolFields {
  readonly status: "active" | "archived";
  readonly archivedBy: ArchivedBy | null;
  readonly origin: Origin;
}
/** What happens to a school. */
export interface SchoolChange extends Changed {
  readonly type: "school";
  readonly recordId: number;
  readonly before: (SchoolState & { readonly version: number }) | undefined;
  readonly after: SchoolState;
}

/**
 * A directory record tied to a sourcedId, or untied (`recordId` 0). A sourcedId that somebody untied from a classroom
 * `isLeftOut`: no sync makes a classroom of it again until somebody links it or takes it in.
 */
export interface LinkState {
  readonly recordType: "school" | "classroom" | "person";
  readonly sourcedId: string;
  readonly recordId: number;
  readonly origin: Origin;
  readonly isLeftOut?: true;
}
/** What happens to a link. */
export interface LinkChange extends Changed {
  readonly type: "link";
  readonly recordId: number;
  readonly before: LinkState | undefined;
  readonly after: LinkState;
}

/** What a classroom is, before a change or after it. */
export interface ClassroomState extends ClassroomFields {
  readonly status: "active" | "archived";
  readonly archivedBy: ArchivedBy | null;
  readonly origin: Origin;
}
/** What happens to a classroom. */
export interface ClassroomChange extends Changed {
  readonly type: "classroom";
  readonly recordId: number;
  readonly before: (ClassroomState & { readonly version: number }) | undefined;
  /** On create by a sync, the sourcedId that the new classroom is linked to. */
  readonly after: ClassroomState & { readonly link?: string };
}

/** What a role record is, before a change or after it. */
export interface RoleState extends RoleFields {
  readonly status: "active" | "archived";
  readonly archivedBy: ArchivedBy | null;
  readonly origin: Origin;
}
/** A person in one of their roles. Only what differs is carried: `person` where fields change, the roles that change. */
export interface PersonState {
  readonly person?: PersonFields & { readonly identityKey: string | null; readonly origin: Origin };
  readonly roles: readonly RoleState[];
}
/** What happens to a person in one of their kinds of role. */
export interface PersonChange extends Changed {
  readonly type: "student" | "staff" | "guardian";
  readonly recordId: number;
  readonly before:
    | {
        readonly person?: PersonFields & {
          readonly identityKey: string | null;
          readonly origin: Origin;
          readonly version: number;
        };
        readonly roles: readonly (RoleState & { readonly version: number })[];
      }
    | undefined;
  /** `links`: sourcedIds that this person is linked to from now on. */
  readonly after: PersonState & { readonly links?: readonly string[] };
}

/** What a membership is, before a change or after it. */
export interface MembershipState extends MembershipFields {
  readonly status: "active" | "ended";
  readonly origin: Origin;
}
/** What happens to somebody's place in a classroom. */
export interface MembershipChange extends Changed, MembershipKey {
  readonly type: "membership";
  readonly before: (MembershipState & { readonly version: number }) | undefined;
  readonly after: MembershipState;
}

/** What a link of a guardian to a student is, before a change or after it. */
export interface GuardianshipState extends GuardianshipFields {
  /** Carried only by a change that restricts the link or lifts that: people alone do (product goal B15). */
  readonly isRestricted?: boolean;
  readonly status: "active" | "ended";
  readonly origin: Origin;
}
/** What happens to the link of a guardian to a student. */
export interface GuardianshipChange extends Changed, GuardianshipKey {
  readonly type: "guardianship";
  readonly before: (GuardianshipState & { readonly version: number }) | undefined;
  readonly after: GuardianshipState;
}

/** What a planner answers for a pair of which nothing changes. */
export interface Kept {
  readonly action: "keep";
  readonly type: RecordType;
  readonly schoolId: number;
}

/** Which slice kind an action belongs to when nothing more is known. */
export function kindOf(action: Exclude<Action, "keep">): SliceKind {
  switch (action) {
    case "create":
    case "restore":
      return "addition";
    case "archive":
      return "removal";
    case "update":
      return "update";
    default:
      return action satisfies never;
  }
}
