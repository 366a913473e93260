import type { AddressInfo } from "node:net";
import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import multipart from "@fastify/multipart";
import rateLimit from "@fastify/rate-limit";
import { allRoutes } from "@muster/api/all-routes.ts";
import type { Route } from "@muster/api/route.ts";
import { Fault } from "@muster/sync/fault.ts";
import fastify, { type FastifyInstance } from "fastify";
import { mountProvider } from "../provider/mount-provider.ts";
import { allAnswers } from "./all-answers.ts";
import type { Answer } from "./answer.ts";
import { countRequests } from "./count-requests.ts";
import { describeInterface } from "./describe-interface.ts";
import { problemOf } from "./http-fault.ts";
import type { HttpWorld } from "./http-world.ts";
import { mountRoute } from "./mount-route.ts";
import { servePages } from "./serve-pages.ts";
import { sentSecret } from "./who-asks.ts";

/** Where people and programs come in. */
export interface HttpServer {
  readonly port: number;
  readonly close: () => Promise<void>;
}

export interface HttpOptions {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** A proxy in front adds the address of whoever asks. */
  readonly trustsProxy: boolean;
}

/**
 * Answers the interface for programs, and serves the console.
 *
 * @throws Fault `http.port.taken`
 */
export async function openHttp(world: HttpWorld, options: HttpOptions): Promise<HttpServer> {
  const app = await buildHttp(world, options);
  try {
    await app.listen({ host: options.host, port: options.port });
  } catch (error) {
    await app.close();
    const facts = { port: options.port };
    throw new Fault("http.port.taken", "never", "the port for the console cannot be used", facts, {
      cause: error,
    });
  }
  return { port: (app.server.address() as AddressInfo).port, close: () => app.close() };
}

/**
 * Requests a minute: of whoever has shown lately that their session or token is good, and of an address of the network
 * for everybody else on it. What can be guessed at has a limit of its own.
 */
const perMinute = { known: 1200, unknown: 300 };

/** The same without a port: tests ask it directly. */
export async function buildHttp(
  world: HttpWorld,
  { trustsProxy }: Pick<HttpOptions, "trustsProxy">,
): Promise<FastifyInstance> {
  const { askers } = world;
  const app = fastify({
    ...{ trustProxy: trustsProxy, bodyLimit: 1024 ** 2, logger: false, forceCloseConnections: true },
    ...{ return503OnClosing: true, routerOptions: { maxParamLength: 500 } },
  });
  app.setErrorHandler((error, _request, reply) => answerError(world, error, reply));
  app.setNotFoundHandler((_request, reply) =>
    answerError(world, new Fault("request.path.unknown", "never", "there is nothing here"), reply),
  );
  if (world.figures !== undefined) countRequests(app, world.figures);
  await app.register(cookie);
  await app.register(helmet, {
    contentSecurityPolicy: contentPolicy,
    referrerPolicy: { policy: "no-referrer" },
    // Where people come by plain http, on their own machine, a browser must not be told to forget it.
    strictTransportSecurity: world.publicUrl().startsWith("https:") ? { maxAge: 365 * 86_400 } : false,
  });
  await app.register(multipart, { limits: { fileSize: 2 * 1024 ** 3, files: 50, fields: 20 } });
  await app.register(rateLimit, {
    max: (request) => (askers.keyOf(sentSecret(request)) === undefined ? perMinute.unknown : perMinute.known),
    timeWindow: 60_000,
    // A whole office may open the console in one minute: its files cost next to nothing.
    allowList: (request) => request.url.startsWith("/assets/"),
    keyGenerator: (request) => askers.keyOf(sentSecret(request)) ?? `from ${request.ip}`,
    errorResponseBuilder: (_request, { ttl }) =>
      new Fault("request.rate.exceeded", "later", "too many requests", { seconds: Math.ceil(ttl / 1000) }),
  });
  await describeInterface(app);
  for (const [route, answer] of mounted()) mountRoute(app, world, route, answer);
  await mountProvider(app, world);
  await servePages(app);
  return app;
}

/** Every route beside its answering function. */
function mounted(): readonly (readonly [Route, Answer<Route>])[] {
  const resources = Object.keys(allRoutes) as (keyof typeof allRoutes)[];
  return resources.flatMap((resource) => {
    const answers = allAnswers[resource] as unknown as Readonly<Record<string, Answer<Route>>>;
    return Object.entries(allRoutes[resource]).map(([name, route]) => {
      const answer = answers[name];
      if (answer === undefined) throw new Error(`nobody answers ${route.name}`);
      return [route, answer] as const;
    });
  });
}

/** Scripts, styles and pictures of our own; no page of anybody's shows ours in a frame. */
const contentPolicy = {
  directives: {
    ...{ defaultSrc: ["'self'"], scriptSrc: ["'self'"], imgSrc: ["'self'", "data:"], connectSrc: ["'self'"] },
    // The component library writes positions of menus into style attributes.
    ...{ styleSrc: ["'self'", "'unsafe-inline'"], fontSrc: ["'self'"], objectSrc: ["'none'"] },
    ...{
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      upgradeInsecureRequests: null,
    },
  },
};

interface Replies {
  readonly status: (status: number) => Replies;
  readonly header: (name: string, value: string) => Replies;
  readonly send: (body: unknown) => unknown;
}

function answerError(world: HttpWorld, error: unknown, reply: Replies): unknown {
  const problem = problemOf(asFault(error));
  world.figures?.refused(problem.code);
  if (problem.status >= 500) world.log({ is: "http-trouble", code: problem.code });
  // A stack is our own business: whoever looks for a mistake asks for it.
  if (problem.status === 500 && process.env.MUSTER_DEBUG === "1" && error instanceof Error)
    process.stderr.write(`${error.stack}\n`);
  const seconds = problem.facts.seconds;
  if (typeof seconds === "number") reply.header("retry-after", String(seconds));
  return reply.status(problem.status).header("cache-control", "no-store").send(problem);
}

/** What the library itself refuses, in our words. */
function asFault(error: unknown): unknown {
  const status = error instanceof Error && "statusCode" in error ? error.statusCode : undefined;
  if (error instanceof Fault || typeof status !== "number") return error;
  if (status === 413) return new Fault("request.size.exceeded", "never", "the request is too large");
  if (status === 404) return new Fault("request.path.unknown", "never", "there is nothing here");
  if (status < 500)
    return new Fault("request.value.invalid", "never", "the request cannot be read", {
      where: "body",
      problem: "not JSON",
    });
  return error;
}
