import { changeSource, openSource } from "../../connection/connections.ts";
import type { Database } from "../../database/database.ts";
import { Fault } from "../../fault.ts";
import { type CheckWorld, checkSource, type SelfCheck } from "./check-source.ts";

/** Who enables which source; `anyway` says why, where the check says that something must be solved first. */
export interface EnableRequest {
  readonly districtId: number;
  readonly sourceId: number;
  readonly operator: string;
  readonly anyway?: string | undefined;
}

/** What came of it: refused, with the check that says why, or enabled. */
export interface Enabled {
  readonly isEnabled: boolean;
  readonly check: SelfCheck;
}

/** An enabling as it was recorded. */
export interface ListedEnabling extends Record<string, unknown> {
  /** ISO 8601. */
  readonly enabledAt: string;
  readonly enabledBy: string;
  readonly state: SelfCheck["state"];
  readonly anywayFor: string | null;
}

/**
 * Lets a source run: after its check, and never while the check says that something must be solved, unless a person
 * gives a reason, which is kept. Starts nothing itself.
 *
 * @throws Fault `source.look.needed`: no reason replaces a look; `source.id.unknown`, `keys.secret.damaged`
 */
export async function enableSource(world: CheckWorld, request: EnableRequest): Promise<Enabled> {
  const { districtId, sourceId } = request;
  const source = await openSource(world.db, world.keys, districtId, sourceId);
  if (source.lookedAt === undefined && source.kind !== "upload")
    throw new Fault("source.look.needed", "never", "a source is looked at before it is enabled", {
      source: sourceId,
    });
  const check = await checkSource(world, { districtId, sourceId });
  if (check.state === "must" && request.anyway === undefined) return { isEnabled: false, check };
  await changeSource(world, undefined, { districtId, sourceId }, { state: "enabled" });
  await record(world.db, request, check);
  return { isEnabled: true, check };
}

async function record(db: Database, request: EnableRequest, check: SelfCheck): Promise<void> {
  const { districtId, sourceId, operator } = request;
  const items = Object.fromEntries(check.items.map(({ id, state, count }) => [id, { state, count }]));
  const anyway = check.state === "must" ? (request.anyway ?? null) : null;
  await db.session(districtId, (session) =>
    session.write(async (tx) => {
      await tx.query("select from source where district_id = $1 and source_id = $2 for update", [
        ...[districtId, sourceId],
      ]);
      await tx.query(
        `insert into enabling (district_id, source_id, enabling_id, enabled_at, enabled_by, state, anyway_for, items)
         select $1, $2, coalesce(max(enabling_id), 0) + 1, $3, $4, $5, $6, $7
           from enabling where district_id = $1 and source_id = $2`,
        [districtId, sourceId, check.checkedAt, operator, check.state, anyway, JSON.stringify(items)],
      );
    }),
  );
}

/** How often and by whom a source was enabled, newest first. */
export async function listEnablings(
  db: Database,
  districtId: number,
  sourceId: number,
): Promise<readonly ListedEnabling[]> {
  return db.session(districtId, (session) =>
    session.read((tx) =>
      tx.query<ListedEnabling>(
        `select to_json(enabled_at) #>> '{}' as "enabledAt", enabled_by as "enabledBy", state, anyway_for as "anywayFor"
           from enabling where district_id = $1 and source_id = $2 order by enabling_id desc`,
        [districtId, sourceId],
      ),
    ),
  );
}
