import type { CollectionName } from "@muster/oneroster/rest/collections.ts";
import type { CountedList } from "@muster/oneroster/rest/count-objects.ts";
import { collectionAddress } from "@muster/oneroster/rest/dialect.ts";
import { countNotes } from "@muster/oneroster/rest/payload/payload-notes.ts";
import { payloadRows } from "@muster/oneroster/rest/payload.ts";
import type { RestObject } from "@muster/oneroster/rest/rest-fetch.ts";
import type { OpenRoster } from "./open-roster.ts";

/** What is counted at a school. */
export const countedKinds = ["students", "teachers", "classes"] as const;

export type CountedKind = (typeof countedKinds)[number];

/** A list of one school, as it is asked for. */
export type SchoolList = CountedList;

/**
 * The ways of asking for the length of a school's list, the better first: the school's own list
 * (`/schools/{id}/students`), then the district's with a filter, for keys that may not read the first, and servers that
 * have none (Ed-Fi). Undefined for a school whose id cannot stand in a filter.
 *
 * @NOTE no filter says who teaches at a school in 1.2: `roles` is a list, and role and school may come from two of them.
 */
export function listsOf(
  kind: CountedKind,
  { service, version, totalHeader }: Pick<OpenRoster, "service" | "version" | "totalHeader">,
): readonly ((school: string) => SchoolList | undefined)[] {
  const key: CollectionName = kind === "classes" ? "classes" : "users";
  const list = (school: string, path: string, filter: string): SchoolList => ({
    ...{ name: `${kind} of a school`, url: collectionAddress(service, path), key, filter, totalHeader },
    belongs: (item) => isAt(kind, item, school),
  });
  // Two dots in an address lead back, encoded or not.
  const own = (school: string) =>
    /^\.{1,2}$/.test(school) ? undefined : list(school, `schools/${encodeURIComponent(school)}/${kind}`, "");
  const field = kind === "classes" ? "school.sourcedId" : "orgs.sourcedId";
  const filtered = (school: string) =>
    school.includes("'") ? undefined : list(school, kind, `${field}='${school}'`);
  return kind === "classes" || version === "1.1" ? [own, filtered] : [own];
}

const roleOf = { students: "student", teachers: "teacher" } as const;

/** Read as the fetch reads it: present, and a class of this school, or somebody with this role there. */
function isAt(kind: CountedKind, item: RestObject, school: string): boolean {
  const notes = countNotes();
  if (kind === "classes") {
    const { row } = payloadRows("classes", item, notes, "");
    return isPresent(row.status) && row.schoolSourcedId === school;
  }
  const { row, roles } = payloadRows("users", item, notes, "");
  const isOfRole = (role: unknown) => String(role).toLowerCase() === roleOf[kind];
  return (
    isPresent(row.status) && roles.some(({ role, orgSourcedId }) => orgSourcedId === school && isOfRole(role))
  );
}

function isPresent(status: unknown): boolean {
  return status === "" || status === undefined || String(status).toLowerCase() === "active";
}
