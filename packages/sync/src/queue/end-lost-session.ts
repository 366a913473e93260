import { sessionLockKey } from "../database/session.ts";
import type { Queue } from "./queue.ts";

/**
 * Ends the connection on which a worker that gives no sign of life still holds a district: a process that is merely
 * paused keeps its locks for ever, and what it had not committed would keep everybody waiting. Only that worker's
 * connection is ended, by its name; a person who works on the district at the same moment is waited for.
 *
 * Should it wake up, its connection is gone, and its claim is an older one (`run.fencing`): it commits nothing.
 */
export async function endLostSession(queue: Queue, districtId: number, worker: string): Promise<number> {
  const rows = await queue.reserve.session(undefined, (session) =>
    session.read((tx) =>
      tx.query(
        `select pg_terminate_backend(l.pid) from pg_locks l join pg_stat_activity a on a.pid = l.pid
          where l.locktype = 'advisory' and l.granted and l.objsubid = 1
            and l.database = (select oid from pg_database where datname = current_database())
            and (l.classid::bigint << 32) | l.objid::bigint = $1::bigint and a.application_name = $2`,
        [sessionLockKey(districtId, "run"), worker],
      ),
    ),
  );
  return rows.length;
}
