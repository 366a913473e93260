import type { MembershipChange } from "@muster/rules/plan/change.ts";
import { type BroughtMember, readBrought } from "../directory/people/unlinking.ts";
import { Fault } from "../fault.ts";
import { type Linked, type LinkRequest, mustKnowSource, planLink } from "./edit/change-link.ts";
import { edit } from "./edit/held-records.ts";
import { weighEverything } from "./edit/weigh-again.ts";
import { editDirectory } from "./edit-directory.ts";
import type { RunWorld } from "./sync-request.ts";

export interface UnlinkRequest extends LinkRequest {
  /** Where somebody looks at a classroom: a link that leads elsewhere by now is not taken away. */
  readonly classroomId?: number;
  /** What becomes of those whom that class alone brought into the classroom. Whoever people put in stays in any case. */
  readonly people: "stay" | "leave";
}

/** A link that was taken away. */
export interface Unlinked extends Linked {
  /** How many places in the classroom that class alone had brought. */
  readonly brought: number;
  /** How many of them were ended with it: all, or none. */
  readonly left: number;
}

/**
 * Takes the link of a classroom away. The classroom stays as it is with everybody in it, or with all but those whom the
 * class brought; no sync changes it any more or takes anybody out, unless another link of it is left: then it follows that
 * one alone. The class of the source is left out: no sync makes a classroom of it before somebody links it again or takes
 * it in (`adoptClasses`).
 *
 * @throws Fault `link.sourced-id.unknown`, `link.sourced-id.ambiguous`, `source.id.unknown`
 */
export async function unlinkClassroom(world: RunWorld, request: UnlinkRequest): Promise<Unlinked> {
  const { districtId, sourceId } = request;
  let told: Omit<Linked, "run" | "changes" | "refused"> | undefined;
  let brought = 0;
  const done = await editDirectory(world, request, async (tx) => {
    await mustKnowSource(tx, districtId, sourceId);
    const planned = await planLink(tx, request, "classroom", undefined);
    told = planned.told;
    const { sourcedId, record } = told;
    if (planned.change === undefined || (request.classroomId ?? record.id) !== record.id)
      throw new Fault("link.sourced-id.unknown", "never", "nothing is linked to this sourcedId", {
        sourcedId,
      });
    const held = await readBrought(tx, districtId, { sourceId, sourcedId, classroomId: record.id });
    brought = held.length;
    await weighEverything(tx, districtId, [sourceId]);
    const { schoolId } = planned.change;
    const leaving = request.people === "leave" ? held : [];
    return [planned.change, ...leaving.map((one) => ending(one, schoolId, sourcedId))];
  });
  if (told === undefined) throw new Error("an edit that ended has told what it unlinked");
  const left = request.people === "leave" ? brought : 0;
  return { ...done, ...told, brought, left, refused: [] };
}

function ending({ before, ...key }: BroughtMember, schoolId: number, sourcedId: string): MembershipChange {
  const { version, ...state } = before;
  return {
    ...{
      type: "membership",
      action: "archive",
      kind: "removal",
      schoolId,
      ...key,
      because: edit([sourcedId]),
    },
    ...{ before, after: { ...state, status: "ended" } },
  };
}
