import type { District } from "../../district.ts";
import type { StandInFault } from "../http/fault.ts";
import { type StandInServer, startStandInServer } from "../http/stand-in-server.ts";
import { createRosterListings } from "../oneroster/roster-listings.ts";
import type { OneRosterStandIn } from "../oneroster/start-oneroster-stand-in.ts";
import { classLinkRoutes } from "./classlink-routes.ts";
import { type ClassLinkDistrict, openTenant, type Tenant, uuidOf } from "./tenant.ts";

export interface ClassLinkStandInOptions {
  readonly districts: readonly ClassLinkDistrict[];
  /** Opens the list of districts. Default `sandbox-partner-key`. */
  readonly partnerKey?: string;
  readonly faults?: readonly StandInFault[];
}

/** What a district, or ClassLink, can switch. */
export interface TenantChange {
  /** false: missing from the list, and the bearer is worth nothing. */
  readonly isShared?: boolean;
  /** As text, as the list has it: `"true"`, `"false"`. */
  readonly enabled?: string;
  /** `"Active"` is the only status ever seen. */
  readonly status?: string;
}

/** ClassLink's proxy with its districts. Faults: `applications`, `server`, and the names of the listings. */
export interface ClassLinkStandIn extends StandInServer {
  readonly partnerKey: string;
  /** As the list has it: percent-encoded. */
  applicationId(tenantId: number): string;
  bearer(tenantId: number): string;
  /** Switches something on a district's side; what is left out stays. */
  change(tenantId: number, changed: TenantChange): void;
  /** Another bearer from now on; gives it back. */
  rotateBearer(tenantId: number): string;
  /** Serves another day of the district, its own Roster Server too. */
  replace(tenantId: number, roster: District): void;
  /** The district's own Roster Server, where it has one. */
  rosterServer(tenantId: number): OneRosterStandIn | undefined;
}

/** Starts ClassLink's proxy, and a Roster Server for each district that has one. `expire-tokens` rotates all bearers. */
export async function startClassLinkStandIn(options: ClassLinkStandInOptions): Promise<ClassLinkStandIn> {
  const tenants = await Promise.all(options.districts.map(openTenant));
  const partnerKey = options.partnerKey ?? "sandbox-partner-key";
  const server = await startStandInServer({
    routes: classLinkRoutes(partnerKey, tenants),
    expireTokens: () => {
      for (const tenant of tenants) rotate(tenant);
    },
    ...(options.faults === undefined ? {} : { faults: options.faults }),
  });
  function find(tenantId: number): Tenant {
    const tenant = tenants.find(({ district }) => district.tenantId === tenantId);
    if (tenant === undefined) throw new Error(`no district ${tenantId} behind this proxy`);
    return tenant;
  }
  return {
    ...server,
    partnerKey,
    applicationId: (tenantId) => find(tenantId).applicationId,
    bearer: (tenantId) => find(tenantId).bearer,
    change(tenantId, changed) {
      Object.assign(find(tenantId), changed);
    },
    rotateBearer: (tenantId) => rotate(find(tenantId)),
    replace(tenantId, roster) {
      const tenant = find(tenantId);
      tenant.listings = createRosterListings(roster, tenant.setting);
      tenant.rosterServer?.replace(roster);
    },
    rosterServer: (tenantId) => find(tenantId).rosterServer,
    async close() {
      await server.close();
      for (const { rosterServer } of tenants) await rosterServer?.close();
    },
  };
}

function rotate(tenant: Tenant): string {
  tenant.bearer = uuidOf(`bearer after ${tenant.bearer}`);
  return tenant.bearer;
}
