import type { Problem } from "@muster/api/problem.ts";
import { faultMessage } from "@muster/rules/report/message.ts";
import { Fault } from "@muster/sync/fault.ts";

/** Statuses that tell a program more than "no"; every other code answers by its last word, below. */
const statusOfCode: Readonly<Record<string, number>> = {
  "access.session.missing": 401,
  "access.sign-in.refused": 401,
  "access.code.needed": 401,
  "access.link.ended": 401,
  "access.right.missing": 403,
  "access.step-up.needed": 403,
  "access.password.needed": 403,
  "access.browser.needed": 403,
  "access.code.refused": 401,
  "access.owner.last": 409,
  "access.approver.last": 409,
  "access.login.elsewhere": 409,
  "access.sign-in.slowed": 429,
  "request.origin.refused": 403,
  "request.rate.exceeded": 429,
  "request.size.exceeded": 413,
  "request.key.reused": 422,
  "request.key.busy": 409,
  "request.answer.gone": 409,
  "setting.preview.busy": 409,
  "plan.state.superseded": 409,
  "plan.state.applied": 409,
  "plan.state.declined": 409,
  "plan.basis.stale": 409,
  "plan.count.needed": 409,
  "plan.second.needed": 409,
  "setting.approvers.needed": 409,
  "run.lock.taken": 409,
  "run.assertion.failed": 500,
};

const statusOfLastWord: Readonly<Record<string, number>> = {
  unknown: 404,
  taken: 409,
  stale: 409,
  ambiguous: 409,
  invalid: 400,
  weak: 400,
  needed: 400,
  empty: 400,
  unreachable: 502,
  refused: 502,
};

/** The HTTP status of a code: 422 where nothing better is known of something that must not be sent again as it is. */
export function statusOf(fault: Pick<Fault, "code" | "retry">): number {
  const known = statusOfCode[fault.code];
  if (known !== undefined) return known;
  const byWord = statusOfLastWord[fault.code.split(".").at(-1) ?? ""];
  return byWord ?? (fault.retry === "never" ? 422 : 503);
}

/** What is answered for anything thrown. Our own mistakes tell nothing of themselves but that they are ours. */
export function problemOf(error: unknown): Problem {
  const fault =
    error instanceof Fault ? error : new Fault("run.assertion.failed", "never", "our own mistake");
  const { facts, retry } = fault;
  const message = faultMessage(fault);
  return {
    status: statusOf(fault),
    ...message,
    facts: { ...facts },
    help: `/help/codes/${fault.code}`,
    retry,
  };
}
