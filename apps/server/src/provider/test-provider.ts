import { operations } from "@muster/oneroster/provider/operations.ts";
import { type RestVersion, servicePaths } from "@muster/oneroster/rest/dialect.ts";
import { type ClientSecret, makeClient } from "@muster/sync/access/api-clients.ts";
import { readProvision } from "@muster/sync/directory/provide/open-provision.ts";
import type { TestDistrict } from "@muster/sync/run/test-district.ts";
import { z } from "zod";
import type { TestHttp } from "../http/test-http.ts";

/** What a system that reads a district was answered: the body is JSON of the standard's. */
export interface ReaderAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
}

const reference = z.looseObject({ sourcedId: z.string() });
/** What these tests read of an object of the standard, which has more. */
const objectShape = reference.extend({
  email: z.string().optional(),
  agents: z.array(reference).optional(),
  terms: z.array(reference).optional(),
});
const tokenShape = z.object({ access_token: z.string() });
const refusalShape = z.object({
  imsx_CodeMinor: z.object({
    imsx_codeMinorField: z.tuple([z.object({ imsx_codeMinorFieldValue: z.string() })]),
  }),
});

/** The objects of a list, or the one that was asked for; anything else fails the test. */
export function objectsIn({ body }: ReaderAnswer): readonly z.output<typeof objectShape>[] {
  const [given] = Object.values(body);
  return z.array(objectShape).parse(Array.isArray(given) ? given : [given]);
}

/** Why nothing was answered, in the standard's code; an answer that is no refusal fails the test. */
export function minorIn({ body }: ReaderAnswer): string {
  return refusalShape.parse(body).imsx_CodeMinor.imsx_codeMinorField[0].imsx_codeMinorFieldValue;
}

/** The token that was asked for; a refusal fails the test. */
export function tokenIn({ body }: ReaderAnswer): string {
  return tokenShape.parse(body).access_token;
}

/** Lets a system of tests read a district. */
export function addClient({ db, districtId, world }: TestDistrict): Promise<ClientSecret> {
  const what = { name: "Library", scopes: [] };
  return db.session(districtId, (session) =>
    session.write((tx) => makeClient(tx, districtId, what, "test", world.now())),
  );
}

/** Whether what lies ready for readers tells the directory as it is now. */
export function isReady({ db, districtId, world }: TestDistrict): Promise<boolean> {
  return db.read(districtId, async (tx) => (await readProvision(tx, districtId, world.now())).isCurrent);
}

/** Asks for a token; `scope` as it is sent, the client in the form. */
export async function askToken(
  { app }: Pick<TestHttp, "app">,
  { clientId, secret }: Pick<ClientSecret, "clientId" | "secret">,
  given: Readonly<Record<string, string>> = {},
): Promise<ReaderAnswer> {
  const form = { grant_type: "client_credentials", client_id: clientId, client_secret: secret, ...given };
  const { statusCode, headers, payload } = await app.inject({
    method: "POST",
    url: `${servicePaths["1.2"]}/token`,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    payload: new URLSearchParams(form).toString(),
  });
  return { status: statusCode, headers, body: JSON.parse(payload) };
}

/** What a system of a district reads: a path below the service's root. */
export type Read = (version: RestVersion, path: string) => Promise<ReaderAnswer>;

/** Signs a new client of a district in. */
export async function readerOf(http: TestHttp, district: TestDistrict): Promise<Read> {
  const token = tokenIn(await askToken(http, await addClient(district)));
  return (version, path) => read(http, token, version, path);
}

export async function read(
  { app }: Pick<TestHttp, "app">,
  token: string,
  version: RestVersion,
  path: string,
): Promise<ReaderAnswer> {
  const url = `${servicePaths[version]}${encodeURI(path)}`;
  const { statusCode, headers, payload } = await app.inject({
    url,
    headers: token === "" ? {} : { authorization: `Bearer ${token}` },
  });
  return { status: statusCode, headers, body: JSON.parse(payload) };
}

/** An answer of a walk, and the template it came from. */
export interface Walked {
  readonly path: string;
  readonly template: string;
  readonly answer: ReaderAnswer;
}

/**
 * Asks every endpoint: lists to their end in small pages, each object by its id, and every nested list of the first
 * objects it can hang on.
 */
export async function* walkAll(ask: Read, version: RestVersion, limit: number): AsyncGenerator<Walked> {
  const ids = new Map<string, readonly string[]>();
  for (const { path, form, listing } of operations) {
    if (form !== "list") continue;
    const found: string[] = [];
    for (;;) {
      const at = `${path}?limit=${limit}&offset=${found.length}`;
      const answer = await ask(version, at);
      yield { path: at, template: path, answer };
      const rows = objectsIn(answer);
      found.push(...rows.map(({ sourcedId }) => sourcedId));
      if (rows.length === 0 || found.length >= Number(answer.headers["x-total-count"])) break;
    }
    ids.set(listing.name, found);
  }
  for (const { path, form, listing, parents } of operations) {
    if (form === "list") continue;
    const params = form === "single" ? [["sourcedId", listing] as const] : parents;
    // The first class lies in the first school.
    for (const place of params.length > 1 ? [0] : [0, 1]) {
      const values = params.map(([, of]) => ids.get(of.name)?.[place]);
      if (values.includes(undefined)) continue;
      const at = params.reduce(
        (text, [name], index) => text.replace(`:${name}`, encodeURIComponent(values[index] ?? "")),
        path as string,
      );
      yield { path: at, template: path, answer: await ask(version, decodeURIComponent(at)) };
    }
  }
}
