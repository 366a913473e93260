import type { allRoutes } from "@muster/api/all-routes.ts";
import { faultMessage } from "@muster/rules/report/message.ts";
import { noticeKinds } from "@muster/rules/report/notice/notice.ts";
import { noticeLabels } from "@muster/rules/report/notice/notice-labels.ts";
import { signatureOf } from "@muster/sync/access/operator.ts";
import { addRecipient, listRecipients, removeRecipient } from "@muster/sync/directory/notice-recipients.ts";

import { listTrouble, type OpenTrouble } from "@muster/sync/notice/list-trouble.ts";
import { tryRecipients } from "@muster/sync/notice/try-recipients.ts";
import type { Answers } from "../answer.ts";
import { districtName } from "../district-name.ts";

/** Answers about who is told of trouble. */
export const answerNotice: Answers<(typeof allRoutes)["notice"]> = {
  listRecipients: async ({ world, operator }) => {
    const { districtId } = operator;
    const recipients = await listRecipients(world.db, districtId);
    const trouble = await listTrouble(world.db, districtId);
    return {
      items: recipients.map(({ recipientId, kinds, problem, ...one }) => ({
        ...{ ...one, recipient: recipientId, kinds: [...kinds] },
        problem: problem === null ? null : faultMessage({ code: problem, facts: {} }),
      })),
      hasMailServer: world.mail !== undefined,
      kinds: noticeKinds.map((kind) => ({ kind, label: noticeLabels[kind] })),
      trouble: trouble.map((open) => ({
        ...{ subject: open.subject, openedAt: open.openedAt, isTold: open.toldAt !== null },
        says: troubleWords(open),
      })),
    };
  },
  addRecipient: async ({ world, operator, body }) => {
    const added = await addRecipient(world.db, world.keys, {
      ...{ ...body, districtId: operator.districtId, kinds: [...new Set(body.kinds)] },
      ...{ operator: signatureOf(operator), at: world.now().toISOString() },
      allowsPrivateHosts: world.allowsPrivateHosts,
    });
    return { recipient: added.recipientId, address: added.address, secret: added.secret ?? null };
  },
  removeRecipient: async ({ world, operator, params }) => {
    await removeRecipient(world.db, operator.districtId, params.recipient);
    return { isDone: true };
  },
  tryRecipient: async ({ world, operator, params, gone }) => {
    const { districtId } = operator;
    const { db, keys, now, mail, allowsPrivateHosts } = world;
    const name = await districtName(db, districtId);
    const noticeWorld = { db, keys, now, mail, allowsPrivateHosts, signal: gone };
    const [tried] = await tryRecipients(noticeWorld, { districtId, name }, params.recipient);
    const problem = tried?.problem;
    return { isTaken: problem === undefined, problem: problem === undefined ? null : faultMessage(problem) };
  },
};

function troubleWords({ causes }: OpenTrouble): string {
  const labels: Readonly<Record<string, string>> = noticeLabels;
  return [...new Set(causes.map(({ kind }) => labels[kind] ?? kind))].join("; ");
}
