import { faultCause } from "@muster/rules/report/notice/fault-cause.ts";
import type { Transaction } from "../database/database.ts";
import { noteHappening } from "./note-happening.ts";
import { readNoticeSettings } from "./notice-subject.ts";

/**
 * Notes what an upload to the hosted drop ended as, where no run follows that could say it: `refusal` is the code of
 * why it was refused (over its quota, out of its folder); without one something new is there, and silence is over.
 */
export async function noteArrival(
  tx: Transaction,
  arrival: {
    readonly districtId: number;
    readonly sourceId: number;
    readonly refusal?: { readonly code: string; readonly facts: Readonly<Record<string, string | number>> };
  },
  at: string,
): Promise<void> {
  const { refusal } = arrival;
  const { policy } = await readNoticeSettings(tx, arrival.districtId);
  const cause =
    refusal === undefined
      ? []
      : [{ ...faultCause({ ...refusal, retry: "never" }, undefined), kind: "rejected" as const }];
  await noteHappening(tx, arrival, policy, () => ({
    at,
    adds: cause,
    settles: refusal === undefined ? ["stale"] : [],
  }));
}
