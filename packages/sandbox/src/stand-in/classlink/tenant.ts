import { createHash } from "node:crypto";
import type { District } from "../../district.ts";
import type { RosterSetting, RosterVary } from "../oneroster/record-source.ts";
import { createRosterListings, type RosterListings } from "../oneroster/roster-listings.ts";
import { type OneRosterStandIn, startOneRosterStandIn } from "../oneroster/start-oneroster-stand-in.ts";

/** A district that uses ClassLink, as a test describes it. */
export interface ClassLinkDistrict {
  readonly tenantId: number;
  readonly name: string;
  readonly roster: District;
  /** Guardians as users, or not shared. Default in-users. */
  readonly guardians?: "in-users" | "none";
  /** Shares birth dates. Default no. */
  readonly demographics?: boolean;
  /** A Roster Server of its own that can be asked without the proxy. Default none. */
  readonly hasRosterServer?: boolean;
  /** A vendor's habits, put on top. */
  readonly vary?: RosterVary;
}

/** A district behind the proxy and what can be switched on its side. */
export interface Tenant {
  readonly district: ClassLinkDistrict;
  /** Percent-encoded already: it goes into addresses as it is. */
  readonly applicationId: string;
  bearer: string;
  /** Shares with us at all; otherwise it is missing from the list. */
  isShared: boolean;
  /** Text, as the list has it. */
  enabled: string;
  status: string;
  listings: RosterListings;
  readonly setting: RosterSetting;
  readonly rosterServer: OneRosterStandIn | undefined;
  readonly rosterServerSecret: string;
}

/** A UUID that is the same for the same words. */
export function uuidOf(words: string): string {
  const hex = createHash("sha256").update(words).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Always with a slash and an equals sign in it, which come encoded. */
function applicationIdOf(tenantId: number): string {
  const bytes = createHash("sha256").update(`application ${tenantId}`).digest().subarray(0, 7);
  return encodeURIComponent(`/${bytes.toString("base64").replaceAll("/", "_").slice(0, 10)}=`);
}

/** Opens a district behind the proxy, and its own Roster Server where it has one. */
export async function openTenant(district: ClassLinkDistrict): Promise<Tenant> {
  const { tenantId } = district;
  const setting: RosterSetting = {
    version: "1.1",
    hrefBase: `https://tenant-${tenantId}.example.org/ims/oneroster/v1p1`,
    guardians: district.guardians ?? "in-users",
    vary: district.vary,
  };
  const rosterServerSecret = uuidOf(`secret ${tenantId}`);
  return {
    district,
    applicationId: applicationIdOf(tenantId),
    bearer: uuidOf(`bearer ${tenantId} 0`),
    isShared: true,
    enabled: "true",
    status: "Active",
    listings: createRosterListings(district.roster, setting),
    setting,
    rosterServer:
      district.hasRosterServer === true
        ? await openRosterServer(district, setting, rosterServerSecret)
        : undefined,
    rosterServerSecret,
  };
}

/** Consumer key of the direct Roster Server. */
export function consumerKeyOf(tenantId: number): string {
  return `client-${tenantId}`;
}

function openRosterServer(
  district: ClassLinkDistrict,
  setting: RosterSetting,
  secret: string,
): Promise<OneRosterStandIn> {
  const { roster, vary, demographics = false } = district;
  const key = consumerKeyOf(district.tenantId);
  return startOneRosterStandIn({
    roster,
    version: "1.1",
    auth: { kind: "oauth1", key, secret, methods: ["HMAC-SHA256"] },
    guardians: setting.guardians,
    hrefBase: setting.hrefBase,
    demographics,
    ...(vary === undefined ? {} : { vary }),
  });
}
