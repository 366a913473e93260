import { CollectionError } from "@muster/oneroster/rest/collection-error.ts";
import { SignInError } from "@muster/oneroster/rest/sign-in-error.ts";
import { Fault } from "../../fault.ts";

/** A signature carries the time; servers allow a difference of about this many seconds. */
const allowedSkewSeconds = 240;

/** Turns what a reader of collections throws into a fault that names the host; anything else comes back as it is. */
export function collectionFault(error: unknown, host: string): unknown {
  if (error instanceof SignInError) return signInFault(error, host);
  if (!(error instanceof CollectionError)) return error;
  const { collection, page, problem } = error;
  const facts = { host, collection, page };
  switch (problem.kind) {
    case "refused":
      return refusal(problem.status, problem.skewSeconds ?? 0, facts);
    case "failed":
      return new Fault("source.server.failed", "later", `${host} fails.`, { host, status: problem.status });
    case "unreadable":
      return new Fault("source.answer.unreadable", "later", `${host} gave an answer that is not JSON.`, {
        ...{ host, reason: "syntax" },
      });
    case "list-missing":
    case "item-unreadable":
      return new Fault("source.collection.unreadable", "later", `${collection} of ${host} is no list.`, {
        ...{ ...facts, reason: problem.kind },
      });
    case "stuck":
      return new Fault("source.collection.stuck", "later", `${collection} of ${host} does not go on.`, facts);
    case "endless":
      return new Fault("source.collection.endless", "never", `${collection} of ${host} does not end.`, {
        ...{ host, collection, pages: problem.pages },
      });
    case "total-changed":
      return moving(facts, problem.kind, problem.before, problem.now);
    case "total-differs":
      return moving(facts, problem.kind, problem.total, problem.received);
    case "moved":
      return moving(facts, problem.kind, null, null);
    default:
      return problem satisfies never;
  }
}

interface Facts {
  readonly host: string;
  readonly collection: string;
  readonly page: number;
}

/** I05, I07: what was announced and what came, where numbers show it. */
export function moving(
  facts: Facts,
  reason: string,
  announced: number | null,
  received: number | null,
): Fault {
  const text = `${facts.collection} of ${facts.host} changes while it is read.`;
  return new Fault("source.collection.moving", "later", text, { ...facts, reason, announced, received });
}

/** 401 is about who we are, 403 and 404 about what we may see (I12); anything else is a question not understood. */
function refusal(status: number, skewSeconds: number, { host, collection }: Facts): Fault {
  if (status === 401 && Math.abs(skewSeconds) > allowedSkewSeconds) {
    const facts = { host, minutes: Math.round(Math.abs(skewSeconds) / 60), isAhead: skewSeconds > 0 };
    return new Fault("source.clock.differs", "never", `The clock of ${host} is not ours.`, facts);
  }
  if (status === 401)
    return new Fault("source.sign-in.refused", "never", `${host} refuses the sign-in.`, { host, status });
  if (status === 403 || status === 404)
    return new Fault("source.collection.refused", "never", `${host} does not share ${collection}.`, {
      ...{ host, collection, status },
    });
  return new Fault("source.request.refused", "never", `${host} refuses the request.`, { host, status });
}

function signInFault({ problem, status }: SignInError, host: string): Fault {
  switch (problem) {
    case "refused":
      return new Fault("source.sign-in.refused", "never", `${host} refuses the sign-in.`, { host, status });
    case "scope":
      return new Fault("source.scope.missing", "never", `${host} lets us read no roster.`, { host });
    case "unreadable":
      return new Fault("source.token.unreadable", "never", `${host} gives no token.`, { host, status });
    case "failed":
      return new Fault("source.server.failed", "later", `${host} fails.`, { host, status });
    default:
      return problem satisfies never;
  }
}

/** Waits for the reader, and tells what it throws as a fault. */
export async function orCollectionFault<Result>(host: string, work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    throw collectionFault(error, host);
  }
}
