import { deliverAllNotices } from "@muster/sync/notice/deliver-notices.ts";
import type { NoticeWorld } from "@muster/sync/notice/notice-world.ts";
import { type Round, startRound } from "./round.ts";

/** Sends what is to be told, soon after it is written down; several processes may, each notice goes once. */
export function startNoticeRound(
  world: Omit<NoticeWorld, "signal">,
  onTrouble: (code: string) => void,
): Round {
  return startRound(
    20_000,
    async (signal) => {
      await deliverAllNotices({ ...world, signal });
    },
    onTrouble,
  );
}
