import type { Answer, StandInRequest } from "../http/route.ts";

/** What opens a district: made for one stand-in, worth nothing anywhere else. */
export interface CleverKeys {
  /** Of the district, 40 hexadecimal digits. */
  readonly token: string;
  /** Of a person who signed in; not good for rosters. */
  readonly userToken: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export const standInKeys: CleverKeys = {
  token: "0c1e7e20c1e7e20c1e7e20c1e7e20c1e7e20c1e7",
  userToken: "il5a11d00c1e7e2",
  clientId: "c1e7e2000000000000c1",
  clientSecret: "c1e7e2000000000000c1e7e2000000000000c1e7",
};

const perMinute = 1200;
const minuteMs = 60_000;

/** Counts the requests of each minute; a counter that starts again with the minute, not an average (clever.md §3). */
export interface RateCount {
  /** The answer to a request too many, or undefined. */
  count(): Answer | undefined;
}

export function createRateCount(now: () => number, limit = perMinute): RateCount {
  let minute = -1;
  let asked = 0;
  return {
    count: () => {
      const current = Math.floor(now() / minuteMs);
      if (current !== minute) [minute, asked] = [current, 0];
      asked += 1;
      if (asked <= limit) return undefined;
      const reset = String(((current + 1) * minuteMs) / 1000);
      return { status: 429, headers: { "x-ratelimit-reset": reset }, json: { message: "too many requests" } };
    },
  };
}

/** Whose token came with a request. */
export type Bearer = "district" | "user" | "nobody";

/** @param token the one that opens the district now; undefined: none does */
export function bearerOf({ headers }: StandInRequest, keys: CleverKeys, token: string | undefined): Bearer {
  const shown = /^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1];
  if (shown === keys.userToken) return "user";
  return shown !== undefined && shown === token ? "district" : "nobody";
}

export const refusedToken: Answer = { status: 401, json: { message: "token refused" } };
export const notFound: Answer = { status: 404, json: { message: "Not Found" } };

/** What a person's token gets where a district's is needed: a page, with a status that says nothing. */
export const wrongKindOfToken: Answer = {
  status: 404,
  type: "text/html; charset=utf-8",
  text: "<!doctype html><html><head><title>Not found</title></head><body>Not found</body></html>",
};

/** The list of district tokens, for the application's own credentials (clever.md §1). */
export function tokenList(
  request: StandInRequest,
  keys: CleverKeys,
  districtId: string,
  token: string | undefined,
): Answer {
  const basic = Buffer.from(`${keys.clientId}:${keys.clientSecret}`).toString("base64");
  if (request.headers.authorization !== `Basic ${basic}`) return refusedToken;
  const { query } = request;
  const isAsked = query.get("owner_type") === "district" || query.get("district") === districtId;
  const entry = {
    ...{ id: "5f0c00aa0000000000000001", created: "2026-07-01T15:00:00.000Z", access_token: token },
    ...{ owner: { type: "district", id: districtId }, scopes: ["read:district_admins", "read:students"] },
  };
  const links = [{ rel: "self", uri: `${request.path}?${query}` }];
  return { status: 200, json: { data: isAsked && token !== undefined ? [entry] : [], links } };
}
