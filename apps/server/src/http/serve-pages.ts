import { existsSync } from "node:fs";
import path from "node:path";
import fastifyStatic from "@fastify/static";
import { Fault } from "@muster/sync/fault.ts";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

/** Where the console lies once it was built. */
export const consoleFolder: string = path.resolve(import.meta.dirname, "../../../console/dist");

/**
 * Serves the console: its files, and its one page at every address that is a page's. Files bear a hash of their
 * contents in their names and are kept by browsers for ever; the page is asked for anew each time. Files are handed out
 * as they were packed when the console was built.
 *
 * @NOTE Answers of the interface are not packed: they hold people's records beside words that somebody typed, and how
 * well the two pack together tells of the records to whoever sees the size. Whoever wants it has a proxy do it.
 */
export async function servePages(app: FastifyInstance, folder: string = consoleFolder): Promise<void> {
  if (!existsSync(path.join(folder, "index.html"))) return;
  await app.register(fastifyStatic, {
    root: path.join(folder, "assets"),
    prefix: "/assets/",
    preCompressed: true,
    immutable: true,
    maxAge: "365d",
  });
  const page = (_request: unknown, reply: FastifyReply) =>
    reply.sendFile("index.html", folder, { maxAge: 0, immutable: false });
  app.get("/", page);
  for (const name of pages) app.get(`/${name}`, page).get(`/${name}/*`, page);
  // Somebody who mistyped an address gets the console, which tells them so; a program gets our usual answer.
  app.get("/*", (request, reply) => {
    if (!isByPerson(request))
      throw new Fault("request.path.unknown", "never", "there is nothing at this address");
    return page(request, reply.status(404));
  });
}

/** First words of the console's addresses; everything else is unknown. */
const pages: readonly string[] = [
  ...["sign-in", "link", "start", "changes", "people", "problems", "sources", "history", "settings", "help"],
];

/** A browser says that it wants a page; what lies below the interfaces for programs is none. */
function isByPerson({ headers, url }: FastifyRequest): boolean {
  return (headers.accept ?? "").includes("text/html") && !/^\/(?:api|ims|assets)\//.test(url);
}
