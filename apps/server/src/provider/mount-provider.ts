import { operations } from "@muster/oneroster/provider/operations.ts";
import { type Refusal, statusInfo, statusOfMinor } from "@muster/oneroster/provider/status-info.ts";
import { type RestVersion, servicePaths } from "@muster/oneroster/rest/dialect.ts";
import { Fault } from "@muster/sync/fault.ts";
import type { FastifyInstance, FastifyReply } from "fastify";
import type { HttpWorld } from "../http/http-world.ts";
import { sentSecret } from "../http/who-asks.ts";
import { answerRead } from "./answer-read.ts";
import { answerToken } from "./answer-token.ts";

/**
 * The directory for other systems: OneRoster REST 1.1 and 1.2, read only. Whoever has a client's id and secret gets a
 * token, and with it reads its own district and nothing else.
 */
export async function mountProvider(app: FastifyInstance, world: HttpWorld): Promise<void> {
  for (const version of ["1.1", "1.2"] as const)
    await app.register(async (scope) => mountVersion(scope, world, version), {
      prefix: servicePaths[version],
    });
  // Where a system looks that was given the address without the version.
  await app.register(async (scope) => mountToken(scope, world), { prefix: "/ims/oneroster" });
}

function mountVersion(scope: FastifyInstance, world: HttpWorld, version: RestVersion): void {
  scope.setErrorHandler((error, _request, reply) => refuse(reply, version, refusalOf(world, error)));
  mountToken(scope, world);
  scope.get("/*", { schema: { hide: true } }, (_request, reply) =>
    refuse(reply, version, { minor: "unknownobject", says: "there is nothing at this address" }),
  );
  for (const operation of operations)
    scope.route({
      method: "GET",
      url: operation.path,
      schema: { hide: true },
      handler: async (request, reply) => {
        const given = await answerRead(world, { version, operation }, request);
        if ("minor" in given) return refuse(reply, version, given);
        world.askers.know(sentSecret(request));
        return reply.headers({ ...noStore, ...given.headers }).send(given.body);
      },
    });
}

const noStore = { "cache-control": "no-store" };

function mountToken(scope: FastifyInstance, world: HttpWorld): void {
  // Whatever comes is read as text: the answer to a form that is none is OAuth's, too.
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));
  scope.post("/token", { schema: { hide: true } }, async (request, reply) => {
    const { status, headers, body } = await answerToken(world, request);
    return reply
      .status(status)
      .headers({ ...noStore, pragma: "no-cache", ...headers })
      .send(body);
  });
}

/** The same in every answer: what is another district's must answer like what nobody has, to the last sign. */
const reference = "muster";

function refuse(reply: FastifyReply, version: RestVersion, refusal: Refusal): unknown {
  const status = statusOfMinor[refusal.minor];
  if (status === 401) reply.header("www-authenticate", "Bearer");
  if (status === 429) reply.header("retry-after", "15");
  return reply
    .status(status)
    .headers(noStore)
    .send(statusInfo(version, refusal, reference));
}

/** What was thrown, without a word of what went wrong inside. */
function refusalOf(world: HttpWorld, error: unknown): Refusal {
  const status = error instanceof Error && "statusCode" in error ? error.statusCode : undefined;
  if (error instanceof Fault && error.code === "request.rate.exceeded")
    return { minor: "server_busy", says: "too many requests: ask for larger pages, and again in a moment" };
  if (typeof status === "number" && status < 500)
    return { minor: "invaliddata", says: "the request cannot be read" };
  world.log({ is: "provider-trouble", code: error instanceof Fault ? error.code : "run.assertion.failed" });
  if (process.env.MUSTER_DEBUG === "1" && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  if (error instanceof Fault && error.retry !== "never")
    return { minor: "server_busy", says: "this cannot be answered now: ask again in a moment" };
  return { minor: "internal_server_error", says: "this went wrong on our side" };
}
