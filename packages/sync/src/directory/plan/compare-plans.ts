import type { RecordType, SliceKind } from "@muster/rules/model/entities.ts";
import type { Reader } from "../../database/database.ts";
import type { LineScope } from "./plan-lines.ts";

/** Changes of one kind of record, as two plans have them. All counts are exact. */
export interface ComparedPlanPart extends Record<string, unknown> {
  readonly type: RecordType;
  readonly kind: SliceKind;
  /** This plan alone has them. */
  readonly fresh: number;
  /** The other plan had them too. */
  readonly same: number;
  /** The other plan alone had them. */
  readonly gone: number;
}

/** What a plan has that another has not. Both must have their lines made. @param otherId the other plan's number */
export function comparePlans(
  tx: Reader,
  { districtId, planId, schoolIds }: LineScope,
  otherId: number,
): Promise<ComparedPlanPart[]> {
  return tx.query<ComparedPlanPart>(
    `select type, kind, count(*) filter (where is_here and not is_there) as fresh,
            count(*) filter (where is_here and is_there) as same, count(*) filter (where is_there and not is_here) as gone
       from (select type, kind, known_by, bool_or(plan_id = $2) as is_here, bool_or(plan_id = $4) as is_there
               from plan_line where district_id = $1 and plan_id in ($2, $4)
                and ($3::bigint[] is null or school_id = any ($3::bigint[]))
              group by type, kind, known_by) both_plans
      group by type, kind order by 3 desc, 5 desc, 4 desc, 1, 2`,
    [districtId, planId, schoolIds, otherId],
  );
}
