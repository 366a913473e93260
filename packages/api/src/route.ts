import type { Right } from "@muster/rules/access/rights.ts";
import { z } from "zod";

/**
 * One thing that can be asked of Muster over HTTP: its address, who may ask, what is sent and what comes back. A route
 * is a value. The server answers it, the console asks it, and its description under /api/v1/reference is drawn from it.
 *
 * The district is never part of an address: it is that of the session or token, so that there is nothing to mistype
 * and nothing to guess (security 4.1 row 1).
 */
export interface Route<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
  May extends Who = Who,
> {
  /** `<resource>.<verb>`: the operationId, and the act in the audit log. */
  readonly name: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below /api/v1; parameters are written `:name`. */
  readonly path: `/${string}`;
  /** One sentence: what it does. */
  readonly says: string;
  /** `open` nobody needs to be signed in · `signed-in` everybody who is · else the right that the role must include. */
  readonly right: May;
  /** Asks for the password again where it was typed more than five minutes ago. A token cannot do it at all. */
  readonly needsProof?: boolean;
  /** Its answer holds a secret that is shown once: it is kept for nobody who sends the same request again. */
  readonly answersSecret?: boolean;
  /** A question that is sent as a body, so that what is asked stands in no address: nothing is done, nothing is noted. */
  readonly asksOnly?: boolean;
  /** `events` a stream of them that goes on (server-sent events, each an answer) · `csv` a file to be kept. */
  readonly form?: "events" | "csv";
  /** Files are sent with it, as a browser's form sends them. */
  readonly takesFiles?: boolean;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly answer: Answer;
}

/** Whom a route is for. */
export type Who = Right | "open" | "signed-in";

/** The parts of a route that most do without. */
type Written<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  A extends z.ZodType,
  W extends Who,
> = Omit<Route<P, Q, B, A, W>, "params" | "query" | "body" | "answer"> & {
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly answer: A;
};

type Nothing = z.ZodObject<Record<never, never>, z.core.$strict>;

/** Says a route; what it leaves out takes nothing. */
export function route<
  A extends z.ZodType,
  const W extends Who,
  P extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
  B extends z.ZodType = Nothing,
>(written: Written<P, Q, B, A, W>): Route<P, Q, B, A, W> {
  const nothing = z.strictObject({});
  return {
    ...written,
    params: written.params ?? (nothing as unknown as P),
    query: written.query ?? (nothing as unknown as Q),
    body: written.body ?? (nothing as unknown as B),
  };
}

/** What an answering function is given, once it was checked. */
export interface Asked<R extends Route> {
  readonly params: z.output<R["params"]>;
  readonly query: z.output<R["query"]>;
  readonly body: z.output<R["body"]>;
}

/** What somebody who asks sends. */
export interface Sent<R extends Route> {
  readonly params: z.input<R["params"]>;
  readonly query: z.input<R["query"]>;
  readonly body: z.input<R["body"]>;
}

export type Answered<R extends Route> = z.output<R["answer"]>;

/** Where all routes begin. */
export const apiRoot = "/api/v1";
