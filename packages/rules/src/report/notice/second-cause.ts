import type { SecondPersonReason } from "../../gate/second-person.ts";
import { shortHash } from "../short-hash.ts";
import type { Cause } from "./notice.ts";

/** The first of two people has approved something of a plan. */
export interface SecondWanted {
  /** The run that made the plan. */
  readonly run: number;
  readonly planHash: string;
  readonly changes: number;
  readonly because: SecondPersonReason;
  /** All that waits of the plan is meant, and not a part of it. */
  readonly isWhole: boolean;
  /** How many records leave or end, where that has to be typed. */
  readonly toConfirm: number | undefined;
}

/** One cause a plan: however many words the first says of it, the second is asked for once. */
export function secondCause({ run, planHash, changes, because, isWhole, toConfirm }: SecondWanted): Cause {
  const plan = shortHash(planHash);
  return {
    ...{ key: `second ${plan}`, kind: "second", code: "plan.second.needed", run },
    ...{ hidden: [], isPassing: false },
    facts: { plan, waiting: changes, because, isWhole, ...(toConfirm === undefined ? {} : { toConfirm }) },
  };
}
