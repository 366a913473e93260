import type { Right, Role } from "@muster/rules/access/rights.ts";

/** Somebody who is signed in, as every answer and every deed sees them: one district, one role, certain schools. */
export interface Operator {
  readonly districtId: number;
  readonly operatorId: number;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  /** The schools they are limited to; undefined: all of the district. */
  readonly schoolIds: readonly number[] | undefined;
  /** Of a token: what it was given. Of a browser: everything the role has. */
  readonly granted: readonly Right[];
  readonly login: LoginPlace;
  /** When they last proved to be at the keyboard; undefined for a token. */
  readonly provedAt: Date | undefined;
  /** Of a browser: whether there is a password that can be asked for, and when it is signed out whatever happens. */
  readonly browser: { readonly hasPassword: boolean; readonly endsAt: Date } | undefined;
}

/** Where a login lies. */
export interface LoginPlace {
  readonly districtId: number;
  readonly loginId: number;
}

/** How deeds are signed with somebody's name: in runs, changes, approvals and the audit log. */
export function signatureOf({ name, email }: Pick<Operator, "name" | "email">): string {
  return name === "" ? email : name;
}

/**
 * Who gives their word in a district, as far as two people have to be told apart: names may be alike, addresses are
 * not.
 */
export function speakerOf(operator: Operator): {
  readonly districtId: number;
  readonly operator: string;
  readonly person: string;
} {
  const { districtId, email } = operator;
  return { districtId, operator: signatureOf(operator), person: `login:${email.toLowerCase()}` };
}
