import { randomUUID } from "node:crypto";
import { wordTrial } from "@muster/rules/report/notice/word-trial.ts";
import { unknownRecipient } from "../directory/notice-recipients.ts";
import { Fault } from "../fault.ts";
import { noteReached } from "./note-reached.ts";
import type { NoticeWorld } from "./notice-world.ts";
import { sendNotice } from "./send-notice.ts";

/** Whether somebody can be reached. */
export interface TriedRecipient {
  readonly recipientId: number;
  readonly kind: "mail" | "webhook";
  readonly address: string;
  /** Undefined: the other side has taken it. */
  readonly problem: Fault | undefined;
}

interface RecipientRow extends Record<string, unknown> {
  readonly recipientId: number;
  readonly kind: "mail" | "webhook";
  readonly address: string;
  readonly sealed: Buffer | null;
}

/**
 * Sends a trial to one recipient or to all, at once and past the outbox, and notes whether it was taken: that is how an
 * address is proved.
 *
 * @throws Fault `notice.recipient.unknown`
 */
export async function tryRecipients(
  world: NoticeWorld,
  district: { readonly districtId: number; readonly name: string },
  recipientId: number | undefined,
): Promise<readonly TriedRecipient[]> {
  const { districtId } = district;
  const rows = await world.db.session(districtId, (session) =>
    session.read((tx) =>
      tx.query<RecipientRow>(
        `select recipient_id as "recipientId", kind, address, sealed from notice_recipient
          where district_id = $1 and ($2::integer is null or recipient_id = $2) order by recipient_id`,
        [districtId, recipientId ?? null],
      ),
    ),
  );
  if (recipientId !== undefined && rows.length === 0) throw unknownRecipient(recipientId);
  const tried: TriedRecipient[] = [];
  for (const row of rows) tried.push(await tryOne(world, district, row));
  return tried;
}

async function tryOne(
  world: NoticeWorld,
  { districtId, name }: { readonly districtId: number; readonly name: string },
  { recipientId, kind, address, sealed }: RecipientRow,
): Promise<TriedRecipient> {
  const at = world.now().toISOString();
  const notice = {
    ...{ districtId, recipientId, recipientKind: kind, address, sealed },
    ...{ noticeId: `trial-${randomUUID()}`, subject: "trial", generation: 0, createdAt: at },
    message: wordTrial({ id: districtId, name }, at),
  };
  const problem = await sendNotice(world, notice, async () => undefined).then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof Fault) return error;
      throw error;
    },
  );
  await world.db.session(districtId, (session) =>
    session.write((tx) => noteReached(tx, { districtId, recipientId }, problem?.code, at)),
  );
  return { recipientId, kind, address, problem };
}
