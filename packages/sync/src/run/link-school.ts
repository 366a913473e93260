import { changeLink, type Linked, type LinkRequest } from "./edit/change-link.ts";
import { findSchool, type WrittenRecord } from "./edit/find-record.ts";
import type { RunWorld } from "./sync-request.ts";

/**
 * Says which org of a source brings a school's people and classes (connect.md §4). Several orgs may feed one
 * school. One org feeds one school: anything else needs a rule that says who goes where (reliability F10).
 *
 * An org that the source has not listed yet may be linked: links are made before the first sync.
 *
 * @param request.school our id or the school's name
 * @throws Fault `school.name.unknown`, `school.name.ambiguous`, `link.sourced-id.taken`, `source.id.unknown`
 */
export async function linkSchool(
  world: RunWorld,
  request: LinkRequest & { readonly school: WrittenRecord },
): Promise<Linked> {
  return changeLink(world, request, "school", (tx) => findSchool(tx, request.districtId, request.school));
}

/**
 * Takes a link away: what the org brings stays out of the district from the next sync on, whose gates judge what
 * leaves with it.
 *
 * @throws Fault `link.sourced-id.unknown`
 */
export async function unlinkSchool(world: RunWorld, request: LinkRequest): Promise<Linked> {
  return changeLink(world, request, "school", undefined);
}
