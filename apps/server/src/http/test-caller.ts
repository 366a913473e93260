import assert from "node:assert/strict";
import { addressOf, type Values } from "@muster/api/address-of.ts";
import { type Problem, problemValue } from "@muster/api/problem.ts";
import type { Answered, Route } from "@muster/api/route.ts";
import type { FastifyInstance, InjectOptions } from "fastify";

/** What came back to somebody who asked an address, as it came. */
export interface TestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  /** The body as it was sent. */
  readonly text: string;
  /** What was answered instead, where the status is 400 or more. */
  readonly problem: Problem | undefined;
}

/** More headers than a browser of Muster's own page sends. */
type Headers = Readonly<Record<string, string>>;

/** Somebody who asks over HTTP. */
export interface TestCaller {
  /** Asks a route and is told what it answers: anything but 200 and the shape it promises fails the test. */
  readonly told: <R extends Route>(route: R, values?: Values<R>, headers?: Headers) => Promise<Answered<R>>;
  /** Asks a route and is refused: an answer that is no problem in all its parts fails the test. */
  readonly refused: <R extends Route>(route: R, values?: Values<R>, headers?: Headers) => Promise<Problem>;
  /** Asks an address, and what comes back is looked at as it is: a cookie, a file, a stream. */
  readonly ask: (
    method: string,
    path: string,
    body?: object | string,
    headers?: Headers,
  ) => Promise<TestAnswer>;
}

/** A problem with every part it should have and none beside them: an own mistake in a refusal fails every test. */
const wholeProblem = problemValue.strict();

/** Where Muster answers the callers of the tests. */
export const testOrigin = "http://localhost";

/** Somebody who sends this cookie; "" for none. */
export function callerWith(app: FastifyInstance, cookie: string): TestCaller {
  const ask: TestCaller["ask"] = async (method, path, body, headers = {}) => {
    const options: InjectOptions = {
      method: method as "GET",
      url: path,
      headers: { origin: testOrigin, host: "localhost", ...(cookie === "" ? {} : { cookie }), ...headers },
      ...(body === undefined ? {} : { payload: body }),
    };
    const { statusCode: status, headers: answered, payload: text } = await app.inject(options);
    const problem = status < 400 ? undefined : wholeProblem.parse(JSON.parse(text));
    return { status, headers: answered, text, problem };
  };
  const askRoute = <R extends Route>(route: R, values: Values<R> = {}, headers: Headers = {}) =>
    ask(route.method, addressOf(route, values), values.body as object | undefined, headers);
  return {
    ask,
    told: async (route, values, headers) => answeredIn(route, await askRoute(route, values, headers)),
    refused: async (route, values, headers) => {
      const { problem } = await askRoute(route, values, headers);
      assert.ok(problem, `${route.name} was not refused`);
      return problem;
    },
  };
}

/** What a route answered; a file is its text. The test fails where it was refused, or is not what the route promises. */
export function answeredIn<R extends Route>(route: R, { status, problem, text }: TestAnswer): Answered<R> {
  assert.equal(status, 200, `${route.name}: ${problem?.code} ${problem?.what}`);
  const answer: unknown = route.form === "csv" ? text : JSON.parse(text);
  return route.answer.parse(answer) as Answered<R>;
}
