import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import { apiRoot } from "@muster/api/route.ts";
import type { FastifyInstance } from "fastify";
import { jsonSchemaTransform } from "fastify-type-provider-zod";

/** Draws the OpenAPI 3.1 description from the routes, and serves it as JSON and as a page. */
export async function describeInterface(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Muster",
        version: "1",
        description:
          "Everything the console does. Sign in with a token: Authorization: Bearer …. What changes something takes an Idempotency-Key: sent again with it, a request is done once.",
      },
      components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
      security: [{ token: [] }],
    },
    transform: jsonSchemaTransform,
  });
  await app.register(swaggerUi, { routePrefix: `${apiRoot}/reference`, staticCSP: true });
}
