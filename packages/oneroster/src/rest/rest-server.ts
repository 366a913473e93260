import { CollectionError } from "./collection-error.ts";
import type { RestAnswer, RestFetch } from "./rest-fetch.ts";
import type { RestSignIn } from "./sign-in.ts";

/** A server that we are signed in to, or will be with the first question. */
export interface RestServer {
  readonly send: RestFetch;
  readonly signIn: RestSignIn;
  readonly now: () => Date;
  /** Whether what `send` threw may be mended by asking for a smaller page (502, 503, 504, silence: Q133). */
  readonly isTooMuch: (error: unknown) => boolean;
}

/** What is asked, for the error that may come of it. */
export interface AskedPage {
  readonly collection: string;
  readonly page: number;
  /** Called once the question is on its way. */
  readonly onSent?: () => void;
}

/**
 * One page, signed. A 401 is answered once with a renewed token and the same question (Q132); whatever says no after
 * that is an error.
 *
 * @throws CollectionError `refused`, `failed`; and whatever `send` throws
 */
export async function askServer(server: RestServer, url: URL, asked: AskedPage): Promise<RestAnswer> {
  let answer = await askOnce(server, url, asked);
  if (answer.status === 401 && (await server.signIn.renew())) answer = await askOnce(server, url, asked);
  const { status } = answer;
  if (status >= 200 && status < 300) return answer;
  const problem =
    status >= 500 || status === 429
      ? ({ kind: "failed", status } as const)
      : ({ kind: "refused", status, skewSeconds: skewSeconds(server, answer) } as const);
  throw new CollectionError(asked.collection, asked.page, problem);
}

async function askOnce(
  { send, signIn }: RestServer,
  url: URL,
  { onSent = () => undefined }: AskedPage,
): Promise<RestAnswer> {
  const headers = { accept: "application/json" };
  return send({ method: "GET", url, headers, sign: () => signIn.headersFor("GET", url), onSent });
}

/** How many seconds their clock is ahead of ours, where that breaks what we sign with the time (I18). */
function skewSeconds({ signIn, now }: RestServer, { headers }: RestAnswer): number | undefined {
  const said = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(said) || !signIn.isTimed ? undefined : Math.round((said - now().getTime()) / 1000);
}
