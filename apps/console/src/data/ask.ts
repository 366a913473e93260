import { addressOf, type Values } from "@muster/api/address-of.ts";
import type { Problem } from "@muster/api/problem.ts";
import type { Answered, Route } from "@muster/api/route.ts";
import { consoleFaultWords } from "@muster/rules/report/wording/console-fault-words.ts";
import { isAttended } from "./attended.ts";

/** What the server answered instead: the six parts of its message, and its status. */
export class AskError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.what);
    this.name = "AskError";
    this.problem = problem;
  }
}

/**
 * Asks the server. Every deed bears a key of its own, so that one sent twice by a shaky line is done once.
 *
 * @throws AskError with the message to show
 */
export async function ask<R extends Route>(
  route: R,
  values: Values<R> = {},
  signal?: AbortSignal,
): Promise<Answered<R>> {
  const isDeed = route.method !== "GET";
  const response = await fetch(addressOf(route, values), {
    method: route.method,
    ...(signal === undefined ? {} : { signal }),
    ...(isDeed
      ? {
          headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
          body: JSON.stringify(values.body ?? {}),
        }
      : isAttended()
        ? {}
        : { headers: { "x-muster-unattended": "1" } }),
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new AskError(unreachable);
  });
  const isJson = (response.headers.get("content-type") ?? "").startsWith("application/json");
  if (response.ok && isJson) return (await response.json()) as Answered<R>;
  throw new AskError(isJson ? ((await response.json()) as Problem) : unreachable);
}

/** What is shown where no server answers: the words stand with all others. */
export const unreachable: Problem = {
  ...consoleFaultWords["console.server.unreachable"],
  what: consoleFaultWords["console.server.unreachable"].what(),
  ...{ status: 0, where: "", code: "console.server.unreachable", facts: {} },
  ...{ help: "/help/codes/console.server.unreachable", retry: "later" },
};
