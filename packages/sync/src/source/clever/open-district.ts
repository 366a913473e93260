import { Fault } from "../../fault.ts";
import { statusFault } from "../network/status-fault.ts";
import type { SourceMemory } from "../source.ts";
import type { CleverClient } from "./client.ts";
import { textOf } from "./json.ts";
import { type CleverDistrict, readDistrict } from "./objects.ts";
import { readPage } from "./read-collection.ts";
import type { CleverSettings } from "./settings.ts";

/**
 * Signs in: the district that the token opens, which must be the one that was set up (I19).
 *
 * @throws Fault `source.sign-in.refused`, `source.district.disconnected`, `source.district.other`
 */
export async function openDistrict(
  client: CleverClient,
  settings: CleverSettings,
  lastSeen: SourceMemory | undefined,
): Promise<CleverDistrict> {
  const { json } = await client.get("/districts?limit=100");
  if (json === undefined) throw refusal(settings, lastSeen);
  const { objects } = readPage(json, settings.host, "districts");
  const own = objects.find(({ id }) => textOf(id) === settings.districtId);
  if (own !== undefined) return readDistrict(own);
  const found = objects.map(({ id }) => textOf(id)).join(", ");
  throw new Fault("source.district.other", "never", "The token is another district's.", {
    expected: settings.districtId,
    found,
  });
}

/**
 * A refusal of the token. Where it was good before, the district has taken the application away (I17): nobody has
 * mistyped anything. @NOTE a person's token is answered with 404 and a page for people.
 */
export function refusal({ districtId, host }: CleverSettings, lastSeen: SourceMemory | undefined): Fault {
  if (lastSeen?.district !== districtId) return statusFault({ status: 401 }, host);
  return new Fault("source.district.disconnected", "never", `${host} no longer knows us.`, { host });
}
