import { guardedFetch } from "../network/guarded-fetch.ts";
import { retrying } from "../network/retrying.ts";
import { statusFault } from "../network/status-fault.ts";
import type { Connection } from "../source.ts";
import { heedingResets, misshapen } from "./client.ts";
import { listOf, objectOf, textOf } from "./json.ts";
import type { CleverCredentials } from "./settings.ts";

/**
 * The token that Clever lists for a district now: `GET /oauth/tokens?owner_type=district`, signed in as the application
 * (clever.md §1). Of several the one made last; undefined where the district has taken the application away.
 *
 * @throws Fault `source.sign-in.refused` for the application itself, `source.answer.unreadable`, those of the network
 */
export async function listedToken(
  connection: Connection,
  { id, secret, address }: CleverCredentials,
  districtId: string,
): Promise<string | undefined> {
  const web = retrying(heedingResets(guardedFetch(connection), connection.now), connection);
  const host = URL.canParse(address) ? new URL(address).hostname : "";
  const authorization = `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`;
  try {
    const answer = await web.request({
      url: `${address}/oauth/tokens?owner_type=district`,
      headers: { authorization, accept: "application/json" },
    });
    if (!answer.ok) throw statusFault(answer, host);
    const { data } = objectOf(await answer.json());
    if (!Array.isArray(data)) throw misshapen(host, "tokens");
    const own = listOf(data)
      .map(objectOf)
      .filter(({ owner }) => textOf(objectOf(owner).id) === districtId)
      .sort((one, other) => (textOf(one.created) < textOf(other.created) ? 1 : -1));
    return textOf(own[0]?.access_token) || undefined;
  } finally {
    web.close();
  }
}
