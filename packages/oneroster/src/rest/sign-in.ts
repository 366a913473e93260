import { type OAuth1Key, type OAuth1Stamp, signOAuth1 } from "./oauth1.ts";
import { type AccessToken, requestToken, type TokenRequest } from "./oauth2.ts";
import type { RestFetch } from "./rest-fetch.ts";

/** How every request shows who asks. */
export interface RestSignIn {
  /** Whether what it sends holds the time: then a clock that is wrong is refused. */
  readonly isTimed: boolean;
  /** The headers that this one request needs. */
  readonly headersFor: (method: string, url: URL) => Promise<Readonly<Record<string, string>>>;
  /** Asked once after a 401: true where the same request may now fare better (a newer token). */
  readonly renew: () => Promise<boolean>;
}

/** Signs every request by itself; a refused signature stays refused. */
export function oauth1SignIn(key: OAuth1Key, stamp: () => OAuth1Stamp): RestSignIn {
  return {
    isTimed: true,
    headersFor: async (method, url) => ({ authorization: await signOAuth1({ method, url }, key, stamp()) }),
    renew: async () => false,
  };
}

/** A token somebody else gave us. `reread` asks for it again: only another one is worth another try (ClassLink). */
export function bearerSignIn(bearer: string, reread: () => Promise<string | undefined>): RestSignIn {
  let current = bearer;
  return {
    isTimed: false,
    headersFor: async () => ({ authorization: `Bearer ${current}` }),
    renew: async () => {
      const next = await reread();
      if (next === undefined || next === current) return false;
      current = next;
      return true;
    },
  };
}

/** A sign-in by token, of which the token can be asked for before the first page. */
export interface OAuth2SignIn extends RestSignIn {
  /** Signs in unless that is done. */
  readonly token: () => Promise<AccessToken>;
}

/** A token is renewed this long before its end, in ms: a page may take a while. */
const marginMs = 60_000;

/** Asks for a token when one is needed, again before it ends, and once after a 401 (Q132). */
export function oauth2SignIn(
  send: RestFetch,
  request: TokenRequest,
  options: { readonly now: () => Date; readonly keepsCookies: boolean },
): OAuth2SignIn {
  let held: AccessToken | undefined;
  const token = async (): Promise<AccessToken> => {
    if (held === undefined || isEnding(held, options.now))
      held = await requestToken(send, request, options.now);
    return held;
  };
  return {
    isTimed: false,
    token,
    headersFor: async () => {
      const { value, cookies } = await token();
      const authorization = `Bearer ${value}`;
      return options.keepsCookies && cookies !== "" ? { authorization, cookie: cookies } : { authorization };
    },
    renew: async () => {
      held = await requestToken(send, request, options.now);
      return true;
    },
  };
}

/** @NOTE a token that lives no longer than the margin would be asked for with every page; it is used to its end. */
function isEnding({ expiresAt }: AccessToken, now: () => Date): boolean {
  return expiresAt !== undefined && expiresAt - now().getTime() < marginMs;
}
