/**
 * What somebody may do in one district. `see` look at everything but secrets · `decide` approve, decline, undo and
 * start syncs · `edit` change people and classes by hand · `set` change settings, sources and seasons · `govern`
 * invite and remove operators, give tokens, read the audit log.
 */
export type Right = "see" | "decide" | "edit" | "set" | "govern";

/** Every right, the least first. */
export const allRights: readonly Right[] = ["see", "decide", "edit", "set", "govern"];

/** Who somebody is in one district. A role is a fixed set of rights, so that a page can say it in a sentence. */
export type Role = "owner" | "data-manager" | "school-admin" | "viewer";

/** Every role, the one that may do the most first. */
export const allRoles: readonly Role[] = ["owner", "data-manager", "school-admin", "viewer"];

/** A role, as it is shown and as it is obeyed. */
export interface RoleTerms {
  readonly label: string;
  /** One sentence about what somebody with this role sees and does. */
  readonly says: string;
  readonly rights: readonly Right[];
  /** True: sees and changes only the schools that are theirs. */
  readonly isOfSchools: boolean;
}

/** What each role is. */
export const roleTerms: Readonly<Record<Role, RoleTerms>> = {
  owner: {
    label: "Owner",
    says: "Does everything, and decides who else may sign in.",
    rights: allRights,
    isOfSchools: false,
  },
  "data-manager": {
    label: "Data manager",
    says: "Connects sources, changes settings, approves and undoes syncs, edits people and classes.",
    rights: ["see", "decide", "edit", "set"],
    isOfSchools: false,
  },
  "school-admin": {
    label: "School administrator",
    says: "Sees and edits the people and classes of their own schools, and what a sync would change there.",
    rights: ["see", "edit"],
    isOfSchools: true,
  },
  viewer: {
    label: "Viewer",
    says: "Sees everything and changes nothing.",
    rights: ["see"],
    isOfSchools: false,
  },
};

/**
 * Whether somebody with this role may do this.
 *
 * @param granted of a token: the rights it was given, which never reach beyond the role
 */
export function mayDo(role: Role, right: Right, granted: readonly Right[] = allRights): boolean {
  return roleTerms[role].rights.includes(right) && granted.includes(right);
}
