import type { LinkChange } from "@muster/rules/plan/change.ts";
import type { Transaction } from "../../database/database.ts";
import { findByOtherId } from "../../directory/other-ids.ts";
import { Fault } from "../../fault.ts";
import { editDirectory } from "../edit-directory.ts";
import type { RunWorld } from "../sync-request.ts";
import type { Edited } from "./edited.ts";
import { edit } from "./held-records.ts";
import { weighEverything } from "./weigh-again.ts";

export interface LinkRequest {
  readonly districtId: number;
  readonly sourceId: number;
  readonly sourcedId: string;
  readonly operator: string;
}

/** A link that was made or taken away. */
export interface Linked extends Edited {
  /** Id and name of the record. */
  readonly record: { readonly id: number; readonly name: string };
  /** Did the newest file of the source list this sourcedId? */
  readonly isListed: boolean;
  /** A listed sourcedId that differs in leading zeros alone, where this one is not listed. */
  readonly lookalike: string | undefined;
  /** The sourcedId that was linked; another than was written where that was understood as another id of the record. */
  readonly sourcedId: string;
  /** What the written id is, where it is not the sourcedId: `sis_id`, `section_number`. */
  readonly understoodAs: string | undefined;
}

/** A record that may be linked. */
export interface LinkableRecord {
  readonly id: number;
  readonly name: string;
  readonly schoolId: number;
}

/**
 * Makes a link, or takes it away, and has everything of the source weighed again: one link moves many people.
 *
 * Whoever writes another id of the record by which the source calls it is understood; what is linked is always the
 * sourcedId, so that nothing is re-keyed when another id changes.
 *
 * @param find the record to be linked; undefined takes the link away
 * @throws Fault `link.sourced-id.taken`, `link.sourced-id.unknown`, `link.sourced-id.ambiguous`, `source.id.unknown`, and what `find` throws
 */
export async function changeLink(
  world: RunWorld,
  request: LinkRequest,
  type: "school" | "classroom",
  find: FindRecord | undefined,
): Promise<Linked> {
  const { run, changes, links } = await changeLinks(world, request, type, [
    { sourcedId: request.sourcedId, find },
  ]);
  const [told] = links;
  if (told === undefined) throw new Error("an edit that ended has told what it linked");
  return { run, changes, ...told, refused: [] };
}

/** Looks up the record that is to be linked. */
export type FindRecord = (tx: Transaction) => Promise<LinkableRecord>;

/** One link of several that are made together. */
export interface WantedLink {
  readonly sourcedId: string;
  /** The record to be linked; undefined takes the link away. */
  readonly find: FindRecord | undefined;
}

/** Several links that were made in one run. */
export interface LinkedTogether {
  readonly run: number;
  readonly changes: number;
  readonly links: readonly Omit<Linked, keyof Edited>[];
}

/**
 * The same for several links of one source, in one run: all of them, or none.
 *
 * @throws Fault as `changeLink` does, of the first that cannot be made
 */
export async function changeLinks(
  world: RunWorld,
  request: Omit<LinkRequest, "sourcedId">,
  type: "school" | "classroom",
  wanted: readonly WantedLink[],
): Promise<LinkedTogether> {
  const { districtId, sourceId } = request;
  const links: Omit<Linked, keyof Edited>[] = [];
  const done = await editDirectory(world, request, async (tx) => {
    await mustKnowSource(tx, districtId, sourceId);
    const changes: LinkChange[] = [];
    for (const { sourcedId, find } of wanted) {
      const { told, change } = await planLink(tx, { ...request, sourcedId }, type, find);
      links.push(told);
      // Written twice in one list it is one link.
      if (change !== undefined && !changes.some((made) => isSameLink(made, change))) changes.push(change);
    }
    if (changes.length > 0) await weighEverything(tx, districtId, [sourceId]);
    return changes;
  });
  return { ...done, links };
}

function isSameLink(one: LinkChange, other: LinkChange): boolean {
  const [a, b] = [one.after ?? one.before, other.after ?? other.before];
  if (a?.sourcedId !== b?.sourcedId) return false;
  if (a?.recordId === b?.recordId) return true;
  throw new Fault("link.sourced-id.taken", "never", "this sourcedId already feeds another record", {
    ...{ sourcedId: a?.sourcedId ?? "", record: a?.recordId ?? 0, name: "" },
  });
}

/** A link that is to be changed: what is told of it, and the change, undefined where it is so already. */
export interface PlannedLink {
  readonly told: Omit<Linked, keyof Edited>;
  readonly change: LinkChange | undefined;
}

/**
 * The change of one link.
 *
 * @param find the record to be linked; undefined takes the link away
 * @throws Fault as `changeLink` does
 */
export async function planLink(
  tx: Transaction,
  request: LinkRequest,
  type: "school" | "classroom",
  find: FindRecord | undefined,
): Promise<PlannedLink> {
  const { sourcedId, ...understood } = await understand(tx, request, type, find !== undefined);
  const meant = { ...request, sourcedId };
  const held = await readLink(tx, meant, type);
  const wanted = await find?.(tx);
  const record = wanted ?? held;
  if (record === undefined)
    throw new Fault("link.sourced-id.unknown", "never", "nothing is linked to this sourcedId", { sourcedId });
  const listed = await readListed(tx, meant, type);
  const told = { record: { id: record.id, name: record.name }, ...listed, sourcedId, ...understood };
  if (held === undefined || wanted === undefined)
    return { told, change: linkChange(type, sourcedId, held, wanted) };
  if (held.id === wanted.id) return { told, change: undefined };
  throw new Fault("link.sourced-id.taken", "never", "this sourcedId already feeds another record", {
    ...{ sourcedId, record: held.id, name: held.name },
  });
}

/** The sourcedId that is meant by what was written. An id that nothing is called by is taken as it stands. */
async function understand(
  tx: Transaction,
  request: LinkRequest,
  type: "school" | "classroom",
  isMade: boolean,
): Promise<Pick<Linked, "sourcedId" | "understoodAs">> {
  const written = { sourcedId: request.sourcedId, understoodAs: undefined };
  const { isListed } = await readListed(tx, request, type);
  if (isListed || (!isMade && (await readLink(tx, request, type)) !== undefined)) return written;
  const table = type === "school" ? "source_org" : "source_class";
  const [match, ...others] = await findByOtherId(tx, request, table, request.sourcedId);
  if (match === undefined) return written;
  if (others.length === 0) return { sourcedId: match.sourcedId, understoodAs: match.kind };
  const ids = [match, ...others].map(({ sourcedId }) => sourcedId).join(", ");
  throw new Fault("link.sourced-id.ambiguous", "never", "several records are called this", {
    ...{ sourcedId: request.sourcedId, ids },
  });
}

type HeldLink = LinkableRecord & { readonly origin: "synced" | "manual" };

function linkChange(
  recordType: "school" | "classroom",
  sourcedId: string,
  held: HeldLink | undefined,
  wanted: LinkableRecord | undefined,
): LinkChange {
  const record = wanted ?? held;
  return {
    ...{ type: "link", recordId: record?.id ?? 0, schoolId: record?.schoolId ?? 0 },
    ...(wanted === undefined
      ? { action: "archive", kind: "removal" }
      : { action: "create", kind: "addition" }),
    because: edit([sourcedId]),
    before:
      held === undefined ? undefined : { recordType, sourcedId, recordId: held.id, origin: held.origin },
    after: {
      ...{ recordType, sourcedId, recordId: wanted?.id ?? 0, origin: "manual" },
      // Of a class that feeds nothing the next sync would make a classroom; of a school it makes none.
      ...(wanted === undefined && recordType === "classroom" ? { isLeftOut: true } : {}),
    },
  };
}

async function readLink(
  tx: Transaction,
  { districtId, sourceId, sourcedId }: LinkRequest,
  type: "school" | "classroom",
): Promise<HeldLink | undefined> {
  const [row] = await tx.query<HeldLink & Record<string, unknown>>(
    type === "school"
      ? `select s.school_id as id, s.name, s.school_id as "schoolId", l.origin from link l
           join school s on s.district_id = l.district_id and s.school_id = l.record_id
          where l.district_id = $1 and l.source_id = $2 and l.record_type = 'school' and l.sourced_id = $3`
      : `select c.classroom_id as id, c.title as name, c.school_id as "schoolId", l.origin from link l
           join classroom c on c.district_id = l.district_id and c.classroom_id = l.record_id
          where l.district_id = $1 and l.source_id = $2 and l.record_type = 'classroom' and l.sourced_id = $3`,
    [districtId, sourceId, sourcedId],
  );
  return row;
}

/** Spreadsheets drop leading zeros (connect.md §4): an id that is not listed may be one that is. */
async function readListed(
  tx: Transaction,
  { districtId, sourceId, sourcedId }: LinkRequest,
  type: "school" | "classroom",
): Promise<{ readonly isListed: boolean; readonly lookalike: string | undefined }> {
  const table = type === "school" ? "source_org" : "source_class";
  const rows = await tx.query<{ sourced_id: string }>(
    `select distinct sourced_id from ${table}
      where district_id = $1 and source_id = $2 and ended_by is null and ltrim(sourced_id, '0') = ltrim($3, '0')
      order by sourced_id`,
    [districtId, sourceId, sourcedId],
  );
  const isListed = rows.some((row) => row.sourced_id === sourcedId);
  return { isListed, lookalike: isListed ? undefined : rows[0]?.sourced_id };
}

/** @throws Fault `source.id.unknown` */
export async function mustKnowSource(tx: Transaction, districtId: number, sourceId: number): Promise<void> {
  const rows = await tx.query("select 1 from source where district_id = $1 and source_id = $2", [
    districtId,
    sourceId,
  ]);
  if (rows.length === 0)
    throw new Fault("source.id.unknown", "never", "there is no such source", {
      district: districtId,
      source: sourceId,
    });
}
