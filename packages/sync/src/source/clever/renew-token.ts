import { Fault } from "../../fault.ts";
import type { Connection, Renewal } from "../source.ts";
import { listedToken } from "./listed-token.ts";
import { refusal } from "./open-district.ts";
import { cleverSettings } from "./settings.ts";

/**
 * Asks Clever for the token of the district, as the application.
 *
 * @throws Fault `source.field.missing` where the application's sign-in is not known; `source.district.disconnected` or
 * `source.sign-in.refused` where Clever lists no token of the district; those of `listedToken`
 */
export async function renewToken(connection: Connection): Promise<Renewal> {
  const settings = cleverSettings(connection.values);
  if (settings.client === undefined)
    throw new Fault("source.field.missing", "never", "The application's sign-in is not known.", {
      ...{ field: "district-token", label: "District token", kind: "clever" },
      flag: "district-token-file FILE",
    });
  const token = await listedToken(connection, settings.client, settings.districtId);
  if (token === undefined) throw refusal(settings, connection.lastSeen);
  return { values: { "district-token": token } };
}
