import type { Guardian } from "@muster/oneroster/model/guardian.ts";
import type { CleverContactRole, CleverRelationship, CleverUser } from "../objects.ts";
import type { ContactChoice } from "../settings.ts";

/** Where a contact is named twice for one student, the closer kind stands. */
const closeness = ["Primary", "Parent/Guardian", "Secondary", "Family", "Other", "Emergency", ""];

/** The relationships of a contact that the district chose, one for each student whom we may see. */
export function chosenRelationships(
  contact: CleverContactRole,
  choice: ContactChoice,
  isShared: (studentId: string) => boolean,
): {
  readonly chosen: readonly CleverRelationship[];
  readonly hidden: number;
  readonly leftOut: number;
} {
  const shared = contact.relationships.filter(({ student }) => isShared(student));
  const wanted = shared.filter(
    ({ type, relationship }) =>
      choice.types?.has(type) !== false && choice.relationships?.has(relationship) !== false,
  );
  const byStudent = new Map<string, CleverRelationship>();
  for (const one of wanted) {
    const other = byStudent.get(one.student);
    if (other === undefined || rank(one) < rank(other)) byStudent.set(one.student, one);
  }
  return {
    chosen: [...byStudent.values()],
    hidden: contact.relationships.length - shared.length,
    leftOut: shared.length - wanted.length,
  };
}

function rank({ type }: CleverRelationship): number {
  const place = closeness.indexOf(type);
  // A word that is new is closer than an emergency contact and than nothing said.
  return place < 0 ? closeness.indexOf("Emergency") - 0.5 : place;
}

/**
 * A contact as rows of guardians.csv, one a student. The name is not split: Clever has it whole in `last`, and where it
 * divides nobody can know (reliability G-10).
 */
export function guardianRows(
  user: CleverUser,
  guardianSourcedId: string,
  chosen: readonly CleverRelationship[],
  choice: ContactChoice,
): readonly Guardian[] {
  const { mobile, homePhone } = phonesOf(user.contact, choice);
  const givenName = [user.name.first, user.name.middle].filter((part) => part !== "").join(" ");
  return chosen.map(({ student, relationship, type }) => ({
    sourcedId: `${student}|${guardianSourcedId}`,
    status: "active",
    studentSourcedId: student,
    guardianSourcedId,
    givenName,
    familyName: user.name.last,
    email: user.email,
    mobile,
    homePhone,
    language: "",
    relationship,
    contactType: type,
  }));
}

/** A number that is said to stand at home or at work is no number to sign in with. */
function phonesOf(
  contact: CleverContactRole | undefined,
  choice: ContactChoice,
): { readonly mobile: string; readonly homePhone: string } {
  const isTaken = contact !== undefined && choice.phoneTypes?.has(contact.phoneType) !== false;
  if (!isTaken) return { mobile: "", homePhone: "" };
  const isMobile = contact.phoneType === "Cell" || contact.phoneType === "";
  return isMobile ? { mobile: contact.phone, homePhone: "" } : { mobile: "", homePhone: contact.phone };
}
