import { randomUUID } from "node:crypto";
import { apiRoot, type Route } from "@muster/api/route.ts";
import type { Operator } from "@muster/sync/access/operator.ts";
import { longestMs } from "@muster/sync/access/session.ts";
import { Fault } from "@muster/sync/fault.ts";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Answer, Asking, Door, SentFile } from "./answer.ts";
import type { HttpWorld } from "./http-world.ts";
import { noted, writeEntry } from "./note-deed.ts";
import { once } from "./once.ts";
import { sendEvents, sendFile } from "./send-stream.ts";
import { assertMay, assertOrigin, isStillLetIn, sessionCookie, whoAsks } from "./who-asks.ts";

/** Where passwords, codes and links can be guessed: so many a minute of an address, signed in or not. */
const atTheDoor = {
  max: 30,
  timeWindow: 60_000,
  keyGenerator: (request: FastifyRequest) => request.ip,
} as const;
const perAddress: Readonly<Record<string, true>> = {
  ...{ "session.open": true, "session.link": true, "session.prove": true, "session.password": true },
};

/**
 * Lets a route be asked: who asks and whether they may, what was sent, once for a key, written down, answered. The
 * order is that of what costs and tells least.
 */
export function mountRoute(
  app: FastifyInstance,
  world: HttpWorld,
  route: Route,
  answer: Answer<Route>,
): void {
  app.route({
    ...(route.name in perAddress ? { config: { rateLimit: atTheDoor } } : {}),
    method: route.method,
    url: `${apiRoot}${route.path}`,
    schema: schemaOf(route),
    // Values are checked by ourselves, after it is known who asks.
    validatorCompiler: () => () => true,
    serializerCompiler: () => (value) => JSON.stringify(value),
    handler: async (request, reply) => {
      assertOrigin(request);
      const operator = await whoAsks(world, request);
      await letIn(world, operator, route);
      const asked = readAsked(route, request);
      const { leave, ...around } = circumstances(request, reply);
      const asking = { ...asked, world, operator, ...around } as Asking<Route>;
      const given = await carryOut(world, route, answer, asking, request);
      if (route.form === "events") {
        const onBeat = (): void =>
          void isStillLetIn(world, request, route, operator).then((is) => is || leave());
        const beat = { everyMs: world.beatMs ?? 10_000, onBeat };
        return sendEvents(reply, given as AsyncIterable<unknown>, asking.gone, beat);
      }
      if (route.form === "csv") return sendFile(reply, given);
      return reply.header("cache-control", "no-store").send(given);
    },
  });
}

/** Whoever is refused for want of a right is written down: somebody tries what is not theirs. */
async function letIn(world: HttpWorld, operator: Operator | undefined, route: Route): Promise<void> {
  try {
    assertMay(operator, route, world.now());
  } catch (error) {
    const isWorthNoting = error instanceof Fault && notedRefusals.has(error.code);
    if (isWorthNoting && operator !== undefined)
      await writeEntry(world, operator, "refused", { act: route.name, code: error.code });
    throw error;
  }
}

const notedRefusals: ReadonlySet<string> = new Set(["access.right.missing", "access.browser.needed"]);

function schemaOf(route: Route): object {
  const documented = (schema: z.ZodType): z.ZodType | undefined => (isNothing(schema) ? undefined : schema);
  const parts = {
    ...{ operationId: route.name, summary: route.says, tags: [route.name.split(".")[0] ?? ""] },
    description: route.right === "open" ? undefined : `Needs: ${route.right}.`,
    ...{ params: documented(route.params), querystring: documented(route.query) },
    body: route.method === "GET" || route.takesFiles === true ? undefined : documented(route.body),
    response: { 200: route.form === "csv" ? z.string() : route.answer },
  };
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined));
}

function isNothing(schema: z.ZodType): boolean {
  return schema instanceof z.ZodObject && Object.keys(schema.shape).length === 0;
}

/** @throws Fault `request.value.invalid` with where and what, never with the value */
function readAsked(route: Route, request: FastifyRequest): Pick<Asking<Route>, "params" | "query" | "body"> {
  return {
    params: parse(route.params, request.params, "path"),
    query: parse(route.query, request.query, "query"),
    body: route.takesFiles === true ? {} : parse(route.body, request.body ?? {}, "body"),
  };
}

function parse(schema: z.ZodType, value: unknown, part: string): unknown {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  // An id that is none answers like one that is not known.
  if (part === "path") throw new Fault("request.path.unknown", "never", "there is nothing at this address");
  const where = [part, ...(issue?.path ?? [])].join(".");
  throw new Fault("request.value.invalid", "never", "a value of the request cannot be used", {
    where,
    problem: issue?.message ?? "",
  });
}

async function carryOut(
  world: HttpWorld,
  route: Route,
  answer: Answer<Route>,
  asking: Asking<Route>,
  request: FastifyRequest,
): Promise<unknown> {
  const operator: Operator | undefined = asking.operator;
  const give = async (): Promise<unknown> => {
    const given = await answer(asking);
    return route.form === undefined ? route.answer.parse(given) : given;
  };
  if (route.method === "GET" || route.asksOnly === true || operator === undefined) return give();
  const deed = () => noted(world, { operator, route, params: asking.params }, give);
  const key = request.headers["idempotency-key"];
  if (typeof key !== "string" || route.takesFiles === true) return deed();
  const what = [route.name, request.params, request.query, request.body];
  return once(
    world,
    operator,
    { key: key.slice(0, 200), what, answersSecret: route.answersSecret === true },
    deed,
  );
}

/** What an answer may know of the connection. */
function circumstances(
  request: FastifyRequest,
  reply: FastifyReply,
): Pick<Asking<Route>, "door" | "gone" | "files" | "key"> & { readonly leave: () => void } {
  const gone = new AbortController();
  reply.raw.on("close", () => gone.abort());
  const key = request.headers["idempotency-key"];
  return {
    ...{ door: doorOf(request, reply), gone: gone.signal, files: () => filesOf(request) },
    leave: () => gone.abort(),
    key: typeof key === "string" ? key.slice(0, 200) : undefined,
  };
}

function doorOf(request: FastifyRequest, reply: FastifyReply): Door {
  const terms = { path: "/", httpOnly: true, secure: true, sameSite: "lax" } as const;
  return {
    secret: request.cookies[sessionCookie],
    browser: { address: request.ip, agent: request.headers["user-agent"] ?? "" },
    admit: (secret) => void reply.setCookie(sessionCookie, secret, { ...terms, maxAge: longestMs / 1000 }),
    dismiss: () => void reply.clearCookie(sessionCookie, terms),
  };
}

async function* filesOf(request: FastifyRequest): AsyncGenerator<SentFile> {
  for await (const part of request.files()) yield { name: part.filename || randomUUID(), stream: part.file };
}
