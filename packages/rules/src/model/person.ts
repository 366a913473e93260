import type { ArchivedBy, Origin } from "./school.ts";

/** What we hold of one human, whatever roles they have. Home phone is a record only, never a way to sign in. */
export interface PersonFields {
  readonly givenName: string;
  readonly middleName: string;
  readonly familyName: string;
  readonly email: string;
  readonly mobile: string;
  readonly homePhone: string;
  readonly language: string;
  readonly username: string;
  readonly studentNumber: string;
}

/** A person as we hold them. */
export interface Person extends PersonFields {
  readonly personId: number;
  /** Name, e-mail and phone in one spelling; null for students and where they do not suffice. */
  readonly identityKey: string | null;
  /** Has this person ever signed in? Then the district's setting decides who may change contact details. */
  readonly hasSignedIn: boolean;
  readonly origin: Origin;
  readonly version: number;
}

/** Rights hang on the role record, never on the account: a teacher who is a mother has two, and one may end alone. */
export type RoleName = "student" | "staff" | "guardian";

/** What somebody is, and where. */
export interface RoleFields {
  readonly role: RoleName;
  /** 0 where the role hangs on no school. */
  readonly schoolId: number;
  /** For staff: `teacher`, `aide`, `proctor` or `administrator`; empty otherwise. */
  readonly title: string;
  readonly grades: readonly string[];
}

/** A role of a person as we hold it. */
export interface RoleRecord extends RoleFields {
  readonly status: "active" | "archived";
  readonly archivedBy: ArchivedBy | undefined;
  readonly origin: Origin;
  /** Is this role owned by the source being planned? A sync removes only what it owns. */
  readonly isOurs: boolean;
  readonly version: number;
}
