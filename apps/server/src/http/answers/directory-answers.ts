import type { editedValue, eventValue } from "@muster/api/resource/directory-page.ts";
import { changeSentence } from "@muster/rules/report/change-words.ts";
import { refusalWords } from "@muster/rules/report/wording/refusal-words.ts";
import { type Operator, signatureOf } from "@muster/sync/access/operator.ts";
import type { Reader } from "@muster/sync/database/database.ts";
import type { ChangeLine } from "@muster/sync/directory/change-line.ts";
import { readTimeline, type TimelineOf, type TimelinePage } from "@muster/sync/directory/people/timeline.ts";
import type { Edited } from "@muster/sync/run/edit/edited.ts";
import type { RunWorld } from "@muster/sync/run/sync-request.ts";
import type { z } from "zod";
import type { HttpWorld } from "../http-world.ts";

/** Who asks, where: what the answers about the directory share. */
export interface DirectoryAsking {
  readonly world: HttpWorld;
  readonly operator: Operator;
}

/** Looks into the directory of whoever asks. */
export function look<T>({ world, operator }: DirectoryAsking, read: (tx: Reader) => Promise<T>): Promise<T> {
  return world.db.read(operator.districtId, read);
}

/** What a deed by hand needs: where, and who signs it. */
export function deedOf({ world, operator }: DirectoryAsking): {
  readonly runs: RunWorld;
  readonly by: { readonly districtId: number; readonly operator: string };
} {
  const { db, home, keys, now } = world;
  return {
    runs: { db, home, keys, now, onStep: () => undefined },
    by: { districtId: operator.districtId, operator: signatureOf(operator) },
  };
}

/** What became of a deed, its refusals in words. */
export function editedOf(
  { run, changes, refused }: Edited,
  notes: readonly string[] = [],
): z.input<typeof editedValue> {
  return {
    ...{ run, changes, notes: [...notes] },
    refused: refused.map(({ code, recordId }) => ({ code, recordId, text: refusalWords[code] })),
  };
}

/** A page of what happened, in sentences. */
export async function tellTimeline(
  asking: DirectoryAsking,
  of: TimelineOf,
  page: { readonly after?: string | undefined; readonly limit: number },
  mustSee: (tx: Reader) => Promise<void>,
): Promise<{ items: z.input<typeof eventValue>[]; next: string | null }> {
  const { districtId, schoolIds } = asking.operator;
  const told: TimelinePage = await look(asking, async (tx) => {
    await mustSee(tx);
    return readTimeline(tx, districtId, of, page, schoolIds);
  });
  return { items: told.lines.map(eventOf), next: told.next };
}

function eventOf(line: ChangeLine): z.input<typeof eventValue> {
  const { appliedAt, appliedInRun, planHash, type, action, operator, approvedBy, approvedFor } = line;
  if (appliedAt === null || appliedInRun === null) throw new Error("a journal holds what was applied");
  const by = { operator, approvedBy, approvedFor };
  return { at: appliedAt, run: appliedInRun, planHash, type, action, text: changeSentence(line), ...by };
}
