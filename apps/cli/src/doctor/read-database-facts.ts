import { type District, listDistricts } from "@muster/sync/directory/districts.ts";
import type { RunWorld } from "@muster/sync/run/sync-request.ts";

/** What the database says of itself and of the districts in it. */
export interface DatabaseFacts {
  readonly kind: "embedded" | "url";
  readonly server: string;
  /** What decides whether a confirmed change survives a crash, and how much memory is used. */
  readonly settings: Readonly<Record<string, string>>;
  readonly districts: readonly DistrictFacts[];
}

export interface DistrictFacts {
  readonly name: string;
  readonly lastRun: LastRun | undefined;
  readonly pendingPlans: readonly PendingPlan[];
}

export interface LastRun extends Record<string, unknown> {
  readonly run: number;
  readonly kind: string;
  /** null while it is under way. */
  readonly outcome: string | null;
  readonly startedAt: string;
}

export interface PendingPlan extends Record<string, unknown> {
  readonly hash: string;
  readonly sealedAt: string;
  /** Changes that wait: held, or of a plan that nobody has applied yet. */
  readonly waiting: number;
  /** The roster has changed since: it can no longer be applied, and the next sync plans anew. */
  readonly isStale: boolean;
}

const told = [
  "fsync",
  "full_page_writes",
  "synchronous_commit",
  "shared_buffers",
  "work_mem",
  "max_connections",
];

export async function readDatabaseFacts(world: RunWorld): Promise<DatabaseFacts> {
  const { server, settings } = await world.db.session(undefined, (session) =>
    session.read(async (tx) => {
      const rows = await tx.query<{ name: string; value: string }>(
        "select name, current_setting(name) as value from unnest($1::text[]) as name",
        [["server_version", ...told]],
      );
      const values = Object.fromEntries(rows.map(({ name, value }) => [name, value]));
      const { server_version: server = "", ...settings } = values;
      return { server, settings };
    }),
  );
  const districts: DistrictFacts[] = [];
  for (const district of await listDistricts(world.db)) districts.push(await readDistrict(world, district));
  return { kind: world.db.kind, server, settings, districts };
}

async function readDistrict(world: RunWorld, { districtId, name }: District): Promise<DistrictFacts> {
  return world.db.session(districtId, (session) =>
    session.read(async (tx) => {
      const [lastRun] = await tx.query<LastRun>(
        `select run_id as run, kind, outcome, started_at as "startedAt" from run
          where district_id = $1 order by run_id desc limit 1`,
        [districtId],
      );
      const pendingPlans = await tx.query<PendingPlan>(
        `select p.hash, p.sealed_at as "sealedAt", sum(s.changes) as waiting,
                coalesce(p.applied_version, p.basis_version) <> d.version as "isStale"
           from plan p join district d on d.district_id = p.district_id
           join plan_slice s on s.district_id = p.district_id and s.plan_id = p.plan_id
          where p.district_id = $1 and p.state in ('sealed', 'partly_applied') and s.applied_in_run is null
          group by p.plan_id, p.hash, p.sealed_at, p.applied_version, p.basis_version, d.version order by p.plan_id desc limit 20`,
        [districtId],
      );
      return { name, lastRun, pendingPlans };
    }),
  );
}
