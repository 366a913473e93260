import type { LinkChange } from "@muster/rules/plan/change.ts";
import type { Transaction } from "../database/database.ts";
import { Fault } from "../fault.ts";
import { mustKnowSource } from "./edit/change-link.ts";
import { edit } from "./edit/held-records.ts";
import { weighEverything } from "./edit/weigh-again.ts";
import { editDirectory } from "./edit-directory.ts";
import type { RunWorld } from "./sync-request.ts";

/** Which classes of a source are to be taken in again. */
export interface AdoptClassesRequest {
  readonly districtId: number;
  readonly sourceId: number;
  readonly operator: string;
  readonly sourcedIds: readonly string[];
}

/**
 * Takes classes in again that somebody left out (`unlinkClassroom`): the next sync makes a classroom of each. In one run,
 * all of them or none; what is not left out is passed over, the sync makes a classroom of it anyway.
 *
 * @throws Fault `link.sourced-id.unknown` where the source lists no such class, `source.id.unknown`
 */
export async function adoptClasses(
  world: RunWorld,
  request: AdoptClassesRequest,
): Promise<{ readonly run: number; readonly made: number }> {
  const { districtId, sourceId } = request;
  const { run, changes } = await editDirectory(world, request, async (tx) => {
    await mustKnowSource(tx, districtId, sourceId);
    const classes = await readClasses(tx, request);
    const missing = request.sourcedIds.find((id) => !classes.some(({ sourcedId }) => sourcedId === id));
    if (missing !== undefined)
      throw new Fault("link.sourced-id.unknown", "never", "the source lists no such class", {
        sourcedId: missing,
      });
    const open = classes.filter(({ isLeftOut }) => isLeftOut);
    if (open.length > 0) await weighEverything(tx, districtId, [sourceId]);
    return open.map(takenIn);
  });
  return { run, made: changes };
}

interface ListedClass extends Record<string, unknown> {
  readonly sourcedId: string;
  readonly schoolId: number;
  readonly isLeftOut: boolean;
}

function readClasses(
  tx: Transaction,
  { districtId, sourceId, sourcedIds }: AdoptClassesRequest,
): Promise<ListedClass[]> {
  return tx.query<ListedClass>(
    `select distinct on (c.sourced_id) c.sourced_id as "sourcedId", coalesce(s.record_id, 0) as "schoolId",
            l.sourced_id is not null as "isLeftOut"
       from source_class c
       left join link l on l.district_id = $1 and l.source_id = $2 and l.record_type = 'classroom'
        and l.sourced_id = c.sourced_id and l.record_id = 0
       left join link s on s.district_id = $1 and s.source_id = $2 and s.record_type = 'school'
        and s.sourced_id = c.school_sourced_id
      where c.district_id = $1 and c.source_id = $2 and c.ended_by is null and c.sourced_id = any ($3::text[])
      order by c.sourced_id, c.snapshot_id desc`,
    [districtId, sourceId, sourcedIds],
  );
}

/** The mark that it is left out goes; the next sync finds a class that feeds nothing yet. */
function takenIn({ sourcedId, schoolId }: ListedClass): LinkChange {
  const untied = { recordType: "classroom", sourcedId, recordId: 0, origin: "manual" } as const;
  return {
    ...{
      type: "link",
      action: "restore",
      kind: "addition",
      schoolId,
      recordId: 0,
      because: edit([sourcedId]),
    },
    ...{ before: { ...untied, isLeftOut: true }, after: untied },
  };
}
