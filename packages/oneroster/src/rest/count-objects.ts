import { CollectionError } from "./collection-error.ts";
import { withQuery } from "./percent-encode.ts";
import { isObject, type RestAnswer, type RestObject, readJson } from "./rest-fetch.ts";
import { askServer, type RestServer } from "./rest-server.ts";

/** A list whose length is wanted, and how to tell that it is the list that was asked for. */
export interface CountedList {
  readonly name: string;
  /** Without a query. */
  readonly url: URL;
  /** Under which key the list stands; a bare list is taken too. */
  readonly key: string;
  /** A filter of the standard; "" for none. Servers that do not know it leave it unheeded. */
  readonly filter: string;
  /** The header that holds the total, in small letters. */
  readonly totalHeader: string;
  /** Whether an object may stand in this list. */
  readonly belongs: (item: RestObject) => boolean;
}

/**
 * What a server tells of a list's length. `untold`: nothing that could be believed. `refused`: it does not give this
 * list to us. `other`: it gave objects that are not of this list, so whatever it counted is something else.
 */
export type ListCount =
  | { readonly is: "told"; readonly count: number }
  | { readonly is: "untold" | "refused" | "other" };

/** Objects that are asked for along with the total: enough to see whose list it is, and few to send. */
const sampleSize = 5;

/**
 * Asks for the length of a list without reading it: the first few objects, and the total that is announced with them
 * (oneroster-rest §4). It is told only where both agree; some servers announce the size of the page instead, which a
 * second question shows.
 *
 * @throws CollectionError `failed`; SignInError, and whatever the server's `send` throws
 */
export async function countObjects(server: RestServer, list: CountedList): Promise<ListCount> {
  const first = await askForFew(server, list, sampleSize);
  if (first.is !== "seen") return first;
  if (first.total !== sampleSize || first.shown !== sampleSize) return judge(first);
  const second = await askForFew(server, list, sampleSize + 1);
  if (second.is !== "seen") return second;
  return second.total === first.total ? judge(second) : { is: "untold" };
}

/** What came with a question: objects, and the total where there is one. */
interface Seen {
  readonly is: "seen";
  readonly shown: number;
  readonly total: number | undefined;
}

function judge({ shown, total }: Seen): ListCount {
  if (shown === 0) return total === undefined || total === 0 ? { is: "told", count: 0 } : { is: "untold" };
  return total === undefined || total < shown ? { is: "untold" } : { is: "told", count: total };
}

async function askForFew(
  server: RestServer,
  list: CountedList,
  limit: number,
): Promise<Seen | { readonly is: "untold" | "refused" | "other" }> {
  const query: [string, string][] = [
    ["limit", String(limit)],
    ["offset", "0"],
  ];
  if (list.filter !== "") query.push(["filter", list.filter]);
  const answer = await orRefused(askServer(server, withQuery(list.url, query), askedAs(list)));
  if (answer === "refused") return { is: "refused" };
  const body = await readJson(answer);
  const items = isObject(body) ? body[list.key] : body;
  if (!Array.isArray(items) || !items.every(isObject)) return { is: "untold" };
  if (!items.every(list.belongs)) return { is: "other" };
  return { is: "seen", shown: items.length, total: totalOf(answer, list.totalHeader) };
}

const askedAs = ({ name }: CountedList) => ({ collection: name, page: 1 });

async function orRefused(asking: Promise<RestAnswer>): Promise<RestAnswer | "refused"> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof CollectionError && error.problem.kind === "refused") return "refused";
    throw error;
  }
}

function totalOf({ headers }: RestAnswer, header: string): number | undefined {
  const said = headers.get(header)?.trim() ?? "";
  return /^\d{1,12}$/.test(said) ? Number(said) : undefined;
}
