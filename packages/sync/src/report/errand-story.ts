import type { Reader } from "../database/database.ts";
import type { ToldFault } from "../queue/queue.ts";
import type { Task } from "../queue/task.ts";

/** What became of an errand so far: how far it is, which run does it, and what it has sealed. */
export interface ErrandStory extends Record<string, unknown> {
  readonly errandId: string;
  readonly state: "waiting" | "running" | "done" | "dead" | "cancelled" | "redriven";
  readonly task: Task["does"];
  readonly applies: boolean;
  readonly sourceId: number;
  readonly source: string;
  /** The run that does it, or did; null before one has begun. */
  readonly run: number | null;
  readonly outcome: string | null;
  readonly planHash: string | null;
  /** Why it ended without its work, or why its last attempt failed. */
  readonly fault: ToldFault | null;
}

/** Undefined where the district has no such errand. */
export async function readErrandStory(
  tx: Reader,
  districtId: number,
  errandId: string,
): Promise<ErrandStory | undefined> {
  const [story] = await tx.query<ErrandStory>(
    `select e.errand_id as "errandId", e.state, e.task, e.applies, e.source_id as "sourceId", s.name as source,
            e.outcome, e.fault, r.run_id as run,
            (select p.hash from plan p where p.district_id = $1 and p.run_id = r.run_id order by p.plan_id limit 1) as "planHash"
       from errand e
       join source s on s.district_id = $1 and s.source_id = e.source_id
       left join lateral (
         select run_id from run r
          where r.district_id = $1 and e.state <> 'waiting' and (r.run_id = e.run_id or e.run_id is null
                and r.source_id = e.source_id and r.kind in ('sync', 'plan') and r.started_at >= e.began_at
                and (e.ended_at is null or r.started_at <= e.ended_at))
          order by run_id desc limit 1) r on true
      where e.district_id = $1 and e.errand_id = $2`,
    [districtId, errandId],
  );
  return story;
}
