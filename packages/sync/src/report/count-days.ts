import { type CountedDay, countDays } from "@muster/rules/report/home/count-days.ts";
import type { Reader } from "../database/database.ts";

/**
 * How many active records of each type there were at the end of each of the last days, by the district's calendar.
 *
 * @param schoolIds records of these schools alone; undefined: of all
 */
export async function readCountDays(
  tx: Reader,
  districtId: number,
  schoolIds: readonly number[] | undefined,
  clock: { readonly zone: string; readonly today: string; readonly many: number },
): Promise<readonly CountedDay[]> {
  const { zone, today, many } = clock;
  const active = await tx.query<{ type: string; active: number }>(
    `select type, sum(active) as active from slice_count
      where district_id = $1 and ($2::bigint[] is null or school_id = any ($2::bigint[])) group by type`,
    [districtId, schoolIds ?? null],
  );
  const deltas = await tx.query<{ day: string; type: string; delta: number }>(
    `select (s.applied_at at time zone $3)::date as day, split_part(e.key, '/', 1) as type, sum(e.value::bigint) as delta
       from plan_slice s, jsonb_each_text(s.effects) e
      where s.district_id = $1 and s.applied_in_run is not null
        and s.applied_at >= ($4::date - $5::int)::timestamp at time zone $3
        and ($2::bigint[] is null or split_part(e.key, '/', 2)::bigint = any ($2::bigint[]))
      group by 1, 2`,
    [districtId, schoolIds ?? null, zone, today, many - 1],
  );
  const now = Object.fromEntries(active.map(({ type, active: count }) => [type, count]));
  return countDays(lastDays(today, many), now, deltas);
}

/** The last days of the calendar, in order, today at the end. */
export function lastDays(today: string, many: number): readonly string[] {
  const newest = Date.parse(`${today}T00:00:00Z`);
  return Array.from({ length: many }, (_, index) =>
    new Date(newest - (many - 1 - index) * 86_400_000).toISOString().slice(0, 10),
  );
}
