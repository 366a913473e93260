import { type CollectionProof, readCollection } from "./read-collection.ts";
import type { Collection } from "./reading.ts";
import type { RestAnswer, RestRequest } from "./rest-fetch.ts";
import type { RestServer } from "./rest-server.ts";

/** For tests: a collection of users, four to a page, and servers that list it. */
export const users: Collection = {
  name: "users",
  url: new URL("https://sis.example.org/ims/oneroster/v1p1/users"),
  key: "users",
  idField: "sourcedId",
  pageSize: 4,
  sorts: true,
  totalHeader: "x-total-count",
  maxPages: 50,
  readsAhead: true,
};

interface Said {
  readonly status?: number;
  readonly body?: unknown;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Respond = (asked: { offset: number; limit: number; url: URL; count: number }) => Said;

/** A server that answers as it is told, and knows what it was asked. */
export function serverThat(respond: Respond, renew = async () => false): RestServer & { urls: URL[] } {
  const urls: URL[] = [];
  const fetch = async ({ url }: RestRequest): Promise<RestAnswer> => {
    urls.push(url);
    const number = (name: string) => Number(url.searchParams.get(name));
    const said = respond({ offset: number("offset"), limit: number("limit"), url, count: urls.length });
    return new Response(said.text ?? JSON.stringify(said.body ?? {}), {
      status: said.status ?? 200,
      headers: said.headers ?? {},
    });
  };
  const signIn = { isTimed: true, headersFor: async () => ({ authorization: "Bearer t" }), renew };
  const now = () => new Date("2026-03-02T05:00:00Z");
  return { send: fetch, signIn, now, isTooMuch: () => false, urls };
}

/** That many users. */
export const people = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ sourcedId: `U-${String(at).padStart(4, "0")}` }));

/** Serves a list as the standard says; what `options` says is left out or done otherwise. */
export function listing(
  count: number,
  options: { total?: boolean; most?: number; link?: boolean } = {},
): Respond {
  const all = people(count);
  return ({ offset, limit, url }) => {
    const to = offset + Math.min(limit, options.most ?? limit);
    const next = new URL(url);
    next.host = "elsewhere.example.net";
    next.searchParams.set("offset", String(offset + limit));
    const rel = to < count ? `<${next}>; rel="next", <${url}>; rel="first"` : `<${url}>; rel="first"`;
    const headers: Record<string, string> = {};
    if (options.total === true) headers["X-Total-Count"] = String(count);
    if (options.link === true) headers.link = rel;
    return { body: { users: all.slice(offset, to) }, headers };
  };
}

/** Reads all of it. */
export async function read(
  server: RestServer,
  collection: Collection = users,
): Promise<{ ids: string[]; proof: CollectionProof }> {
  const ids: string[] = [];
  const pages = readCollection(server, collection);
  for (;;) {
    const step = await pages.next();
    if (step.done === true) return { ids, proof: step.value };
    ids.push(...step.value.items.map(({ sourcedId }) => String(sourcedId)));
  }
}

/** Ids of that many users. */
export const ids = (count: number) => people(count).map(({ sourcedId }) => sourcedId);
