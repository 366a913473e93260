import {
  type CheckItemId,
  type CountedItem,
  judgeItems,
  stateOfAll,
} from "@muster/rules/report/self-check/judge-items.ts";
import type { CheckedItem, CheckState, ItemExample } from "@muster/rules/report/self-check/self-check.ts";
import { type OpenedSource, openSource } from "../../connection/connections.ts";
import type { SourceWorld } from "../../connection/source-world.ts";
import type { Transaction } from "../../database/database.ts";
import { readSource } from "../source-row.ts";
import { gatherRoster } from "./gather-roster.ts";
import { type ItemQuery, itemQueries } from "./item-queries.ts";
import { missingSecrets } from "./missing-secrets.ts";
import { type NewestRoster, readNewestRoster } from "./newest-roster.ts";
import { countPlan } from "./plan-facts.ts";
import { countSetUp } from "./set-up-facts.ts";

/** What the check needs of the world. */
export type CheckWorld = Pick<SourceWorld, "db" | "keys" | "kinds" | "now">;

/** The check of a source before it is enabled: every item with its count, and the worst of their states. */
export interface SelfCheck {
  readonly sourceId: number;
  readonly name: string;
  /** `must`: it is not enabled unless somebody says why. */
  readonly state: Exclude<CheckState, "unknown">;
  /** When it was made, ISO 8601. */
  readonly checkedAt: string;
  /** The run whose roster was counted; null where nothing has been fetched yet. */
  readonly run: number | null;
  readonly items: readonly CheckedItem[];
}

/** Examples of an item, unless told otherwise. */
const fewExamples = 5;

/**
 * Checks a source as connect.md §11 would have a person do: counts over the newest roster that it brought and the plan
 * that was made of it. Changes nothing, and may be asked at any time.
 *
 * @param examples of each item at most so many; the count is always of all of them
 * @throws Fault `source.id.unknown`, `keys.secret.damaged`
 */
export async function checkSource(
  world: CheckWorld,
  at: { readonly districtId: number; readonly sourceId: number },
  examples = fewExamples,
): Promise<SelfCheck> {
  const { districtId, sourceId } = at;
  const source = await openSource(world.db, world.keys, districtId, sourceId);
  return world.db.session(districtId, (session) =>
    session.write(async (tx) => {
      const roster = await readNewestRoster(tx, districtId, sourceId);
      const kind = world.kinds.get(source.kind);
      const secrets = kind === undefined ? { needed: 0, missing: [] } : missingSecrets(kind, source.values);
      const found = {
        ...(await countSetUp(tx, source, secrets, roster, examples)),
        ...(roster === undefined ? {} : await countRoster(tx, world.now(), source, roster, examples)),
      };
      const items = judgeItems(found, (id) => `npx muster source check ${sourceId} --item ${id}`);
      return {
        ...{ sourceId, name: source.name, state: stateOfAll(items), checkedAt: world.now().toISOString() },
        ...{ run: roster?.runId ?? null, items },
      };
    }),
  );
}

async function countRoster(
  tx: Transaction,
  now: Date,
  source: OpenedSource,
  roster: NewestRoster,
  examples: number,
): Promise<Partial<Record<CheckItemId, CountedItem>>> {
  const { districtId, sourceId } = source;
  const { settings, today, lastDay } = await readSource(tx, districtId, sourceId, now);
  const { snapshotId, planId } = roster;
  const weighing = {
    districtId,
    sourceId,
    snapshotId,
    today,
    lastDay,
    isFull: true,
    absence: "left",
  } as const;
  await gatherRoster(tx, { weighing, settings, planId: planId ?? undefined });
  const isManaged = settings["guardian.manage"];
  const found: Partial<Record<CheckItemId, CountedItem>> = await countPlan(tx, source, roster);
  const queries = itemQueries(settings["phone.login-column"]);
  for (const [id, query] of Object.entries(queries) as [CheckItemId, ItemQuery][]) {
    const item = await countItem(tx, source, query, examples);
    const facts = { source: sourceId, run: roster.runId, isManaged: isManaged ? 1 : 0 };
    // Whose families come from elsewhere, or from nowhere, lacks none here.
    const isAway = id === "student.family.none" && !isManaged;
    found[id] = isAway ? { count: 0, of: item.of, facts, examples: [] } : { ...item, facts };
  }
  return found;
}

async function countItem(
  tx: Transaction,
  { districtId, sourceId }: OpenedSource,
  { found, of }: ItemQuery,
  examples: number,
): Promise<Omit<CountedItem, "facts">> {
  const [row] = await tx.query<{ count: number; of: number; examples: readonly ItemExample[] }>(
    `with found as materialized (${found})
     select (select count(*) from found) as count, (${of}) as of,
            coalesce((select jsonb_agg(jsonb_build_object('sourcedId', f.sourced_id, 'file', f.file, 'line', f.line, 'record', f.record))
                        from (select * from found order by sourced_id, record limit $3) f), '[]') as examples
      where $1::int is not null and $2::int is not null`,
    [districtId, sourceId, examples],
  );
  if (row === undefined) throw new Error("a count answers a row");
  return row;
}
