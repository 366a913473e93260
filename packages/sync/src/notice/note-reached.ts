import type { Transaction } from "../database/database.ts";

/** Notes on a recipient whether something was taken there; what is taken once clears every earlier problem. */
export async function noteReached(
  tx: Transaction,
  recipient: { readonly districtId: number; readonly recipientId: number },
  problem: string | undefined,
  at: string,
): Promise<void> {
  await tx.query(
    `update notice_recipient
        set reached_at = case when $3::text is null then $4 else reached_at end,
            failing_since = case when $3::text is not null then coalesce(failing_since, $4) end, problem = $3
      where district_id = $1 and recipient_id = $2`,
    [recipient.districtId, recipient.recipientId, problem ?? null, at],
  );
}
