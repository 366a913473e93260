import type { Transaction } from "../database/database.ts";
import {
  changeLink,
  changeLinks,
  type Linked,
  type LinkedTogether,
  type LinkRequest,
} from "./edit/change-link.ts";
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

/** A school, or a classroom, and the sourcedId that feeds it from now on. */
export interface WantedPair {
  readonly record: WrittenRecord;
  readonly sourcedId: string;
}

/**
 * Links many schools of one source in one run: all of them, or none.
 *
 * @throws Fault as `linkSchool` does, of the first that cannot be linked
 */
export async function linkSchools(
  world: RunWorld,
  request: Omit<LinkRequest, "sourcedId">,
  pairs: readonly WantedPair[],
): Promise<LinkedTogether> {
  const wanted = pairs.map(({ record, sourcedId }) => ({
    sourcedId,
    find: (tx: Transaction) => findSchool(tx, request.districtId, record),
  }));
  return changeLinks(world, request, "school", wanted);
}
