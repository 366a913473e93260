import type { Transaction } from "../database/database.ts";
import {
  changeLink,
  changeLinks,
  type Linked,
  type LinkedTogether,
  type LinkRequest,
} from "./edit/change-link.ts";
import { findClassroom, type WrittenRecord } from "./edit/find-record.ts";
import type { WantedPair } from "./link-school.ts";
import type { RunWorld } from "./sync-request.ts";

/**
 * Hands a classroom over to a source: from the next sync on it follows the class of this sourcedId. It keeps its
 * id, its history and whoever people put into it (connect.md §5.3).
 *
 * @param request.classroom our id, the title, or a sourcedId the classroom is linked to already
 * @throws Fault `classroom.name.unknown`, `classroom.name.ambiguous`, `link.sourced-id.taken`, `source.id.unknown`
 */
export async function linkClassroom(
  world: RunWorld,
  request: LinkRequest & { readonly classroom: WrittenRecord },
): Promise<Linked> {
  return changeLink(world, request, "classroom", (tx) =>
    findClassroom(tx, request.districtId, request.classroom),
  );
}

/**
 * Hands many classrooms over to one source in one run: all of them, or none.
 *
 * @throws Fault as `linkClassroom` does, of the first that cannot be linked
 */
export async function linkClassrooms(
  world: RunWorld,
  request: Omit<LinkRequest, "sourcedId">,
  pairs: readonly WantedPair[],
): Promise<LinkedTogether> {
  const wanted = pairs.map(({ record, sourcedId }) => ({
    sourcedId,
    find: (tx: Transaction) => findClassroom(tx, request.districtId, record),
  }));
  return changeLinks(world, request, "classroom", wanted);
}
