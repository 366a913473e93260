/**
 * Ids that cannot be mistaken for one another. Ours are whole numbers dealt by a plan and never dealt twice;
 * a sourcedId is the source's text, compared byte for byte (quirk Q070).
 */
export type DistrictId = number & { readonly brand: "DistrictId" };
export type SourceId = number & { readonly brand: "SourceId" };
export type SchoolId = number & { readonly brand: "SchoolId" };
export type ClassroomId = number & { readonly brand: "ClassroomId" };
export type PersonId = number & { readonly brand: "PersonId" };
export type SourcedId = string & { readonly brand: "SourcedId" };

/** The school of a role that hangs on none: district staff, and guardians, whose schools are their students'. */
export const noSchool = 0 as SchoolId;
