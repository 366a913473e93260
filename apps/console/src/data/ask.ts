import type { Problem } from "@muster/api/problem.ts";
import { type Answered, apiRoot, type Route, type Sent } from "@muster/api/route.ts";
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

/** The values a route is asked with; what it takes none of is left out. */
export type Values<R extends Route> = Partial<Sent<R>>;

/** The address of a route with its values. */
export function addressOf<R extends Route>(route: R, values: Values<R> = {}): string {
  const params = (values.params ?? {}) as Readonly<Record<string, unknown>>;
  const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(params[name])),
  );
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries((values.query ?? {}) as Readonly<Record<string, unknown>>))
    if (value !== undefined && value !== "") query.set(name, String(value));
  const search = query.toString();
  return `${apiRoot}${path}${search === "" ? "" : `?${search}`}`;
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
