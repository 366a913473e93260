import { Fault } from "../../fault.ts";
import type { Connection } from "../source.ts";
import { type CleverClient, openClever } from "./client.ts";
import { listedToken } from "./listed-token.ts";
import type { CleverDistrict } from "./objects.ts";
import { openDistrict } from "./open-district.ts";
import { type CleverSettings, cleverSettings } from "./settings.ts";

/** A district that is open; the caller closes the client. */
export interface SignedIn {
  readonly client: CleverClient;
  readonly settings: CleverSettings;
  readonly district: CleverDistrict;
}

const refusals = ["source.sign-in.refused", "source.district.disconnected"];

/**
 * Signs in with the token that is kept, and no other: whoever looks, or tests a new token, wants to know of this one.
 *
 * @throws Fault those of `openDistrict`
 */
export async function signInAsKept(connection: Connection): Promise<SignedIn> {
  return openWith(connection, cleverSettings(connection.values));
}

/**
 * Signs in with the token that is kept. Where it is refused and the application's own sign-in is known, the token that
 * Clever lists now is tried: Clever may give out another one at any time. It is used for this connection; `muster source
 * rotate` keeps it.
 *
 * @throws Fault those of `openDistrict` and `listedToken`
 */
export async function signIn(connection: Connection): Promise<SignedIn> {
  const settings = cleverSettings(connection.values);
  try {
    return await openWith(connection, settings);
  } catch (error) {
    if (!(error instanceof Fault) || !refusals.includes(error.code) || settings.client === undefined)
      throw error;
    const token = await listedToken(connection, settings.client, settings.districtId);
    if (token === undefined || token === settings.token) throw error;
    return await openWith(connection, { ...settings, token });
  }
}

async function openWith(connection: Connection, settings: CleverSettings): Promise<SignedIn> {
  const client = openClever(connection, settings);
  try {
    return { client, settings, district: await openDistrict(client, settings, connection.lastSeen) };
  } catch (error) {
    client.close();
    throw error;
  }
}
