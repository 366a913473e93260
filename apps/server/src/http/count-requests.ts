import { allRoutes } from "@muster/api/all-routes.ts";
import { apiRoot, type Route } from "@muster/api/route.ts";
import type { FastifyInstance } from "fastify";
import type { HttpFigures } from "./http-figures.ts";

/** Counts every request by the template of its address: what was asked for by name stays out of the figures. */
export function countRequests(app: FastifyInstance, figures: HttpFigures): void {
  app.addHook("onRequest", async (request, reply) => {
    if (streams.has(request.routeOptions.url ?? "")) reply.raw.once("close", figures.streamed());
  });
  app.addHook("onResponse", async (request, reply) => {
    const { url: route = "none" } = request.routeOptions;
    const seconds = streams.has(route) ? undefined : reply.elapsedTime / 1000;
    figures.counted({ method: request.method, route, status: reply.statusCode, seconds });
  });
}

const streams: ReadonlySet<string> = new Set(
  Object.values(allRoutes)
    .flatMap((resource): readonly Route[] => Object.values(resource))
    .filter(({ form }) => form === "events")
    .map(({ path }) => `${apiRoot}${path}`),
);
