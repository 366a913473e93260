import { at } from "../../columns.ts";
import { type CleverRole, type CleverView, cleverRoles } from "./clever-view.ts";
import type { CleverObject } from "./clever-word.ts";
import { createListing, type Listing, listObjects } from "./listing.ts";
import { courseObjects, schoolObject, sectionObject, termObjects } from "./place-objects.ts";
import { userObject } from "./user-object.ts";

/** Everything of a district that can be listed, and how one thing leads to another. */
export interface CleverListings {
  readonly schools: Listing;
  readonly terms: Listing;
  readonly courses: Listing;
  readonly sections: Listing;
  /** Of one role, or all. */
  users(role?: CleverRole): Listing;
  /** The users that a test on the object finds. */
  usersWhere(isWanted: (user: CleverObject) => boolean): Listing;
  /** The users of one id. */
  contactsOf(studentId: string): Listing;
  sectionsWhere(isWanted: (section: CleverObject) => boolean): Listing;
  objectsNamed(listing: Listing, ids: readonly string[]): Listing;
}

/** Lays out the listings of a view. Listings of people are made when they are first asked for. */
export function createListings(view: CleverView): CleverListings {
  const byRole = new Map<CleverRole | "all", Listing>();
  const users = (role?: CleverRole): Listing => {
    const key = role ?? "all";
    const known = byRole.get(key) ?? userListing(view, role);
    byRole.set(key, known);
    return known;
  };
  const sections = createListing(view.sections, view.sectionId, (row, version) =>
    sectionObject(view, row, version),
  );
  return {
    schools: createListing(view.schools, view.schoolId, (row) => schoolObject(view, row)),
    terms: listObjects(termObjects(view)),
    courses: listObjects(courseObjects(view)),
    sections,
    users,
    usersWhere: (isWanted) => filtered(users(), isWanted),
    contactsOf: (studentId) => {
      const students = view.usersOf("student").filter((row) => view.userId(row) === studentId);
      const contacts = students.flatMap((row) => view.roster.guardiansOf(row));
      return userRows(
        view,
        contacts.filter((row) => view.rolesOf(row).includes("contact")),
      );
    },
    sectionsWhere: (isWanted) => filtered(sections, isWanted),
    objectsNamed: (listing, ids) => filtered(listing, ({ id }) => ids.includes(id)),
  };
}

function userListing(view: CleverView, role: CleverRole | undefined): Listing {
  if (role === "contact" && view.sharing.contactPerChild === true)
    return listObjects(view.usersOf(role).flatMap((row) => contactPerChild(userObject(view, row, "v3.1"))));
  if (role !== undefined) return userRows(view, view.usersOf(role));
  return userRows(view, [...new Set(cleverRoles.flatMap((one) => view.usersOf(one)))]);
}

function userRows(view: CleverView, rows: readonly number[]): Listing {
  const present = rows.filter((row) => at(view.roster.district.people.present, row) === 1);
  return createListing(present, view.userId, (row, version) => userObject(view, row, version));
}

/** One contact as one for each child. What a version says of a contact is the same in both. */
function contactPerChild(user: CleverObject): readonly CleverObject[] {
  const { contact } = user.roles as {
    readonly contact: { readonly student_relationships: readonly unknown[] };
  };
  return contact.student_relationships.map((one, nth) => ({
    ...{ ...user, id: `${user.id.slice(0, -2)}${nth.toString(16).padStart(2, "0")}` },
    roles: { contact: { ...contact, student_relationships: [one] } },
  }));
}

function filtered(listing: Listing, isWanted: (object: CleverObject) => boolean): Listing {
  const places = listing.ids.flatMap((_, place) => (isWanted(listing.object(place, "v3.1")) ? [place] : []));
  return createListing(
    places,
    (place) => listing.ids[place] ?? "",
    (place, version) => listing.object(place, version),
  );
}
