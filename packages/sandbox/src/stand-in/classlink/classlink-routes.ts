import type { Answer, Route, StandInRequest } from "../http/route.ts";
import { imsxError } from "../oneroster/imsx-error.ts";
import { oneRosterRoutes } from "../oneroster/oneroster-routes.ts";
import { consumerKeyOf, type Tenant } from "./tenant.ts";

const refused: Answer = { status: 401, json: {} };
const unknown: Answer = { status: 404, json: {} };

function hasBearer(request: StandInRequest, token: string): boolean {
  return request.headers.authorization === `Bearer ${token}`;
}

/** The addresses of the proxy: the list of districts, a district's direct server, and its data. */
export function classLinkRoutes(partnerKey: string, tenants: readonly Tenant[]): readonly Route[] {
  // The segment is compared as it came: encoded once more it is another application's, or nobody's.
  const tenantOf = (request: StandInRequest) =>
    tenants.find(({ applicationId }) => applicationId === request.rawParams.application);
  return [
    {
      name: "applications",
      method: "GET",
      path: "/applications",
      cursor: (query) => (query.get("offset") ?? "0").replace(/^0+$/, ""),
      answer: (request) =>
        hasBearer(request, partnerKey) ? listApplications(tenants, request.query) : refused,
    },
    {
      name: "server",
      method: "GET",
      path: "/applications/:application/server",
      answer: (request) => {
        if (!hasBearer(request, partnerKey)) return refused;
        const tenant = tenantOf(request);
        return tenant === undefined || !tenant.isShared ? unknown : serverOf(tenant);
      },
    },
    ...oneRosterRoutes({
      version: "1.1",
      basePath: "/:application/ims/oneroster/v1p1",
      headers: "classlink",
      open(request, name) {
        const tenant = tenantOf(request);
        if (tenant === undefined) return unknown;
        if (!tenant.isShared || !hasBearer(request, tenant.bearer)) return refused;
        const isRefused = name === "demographics" && tenant.district.demographics !== true;
        return isRefused ? imsxError("1.1", "forbidden", "demographics are not shared") : tenant.listings;
      },
    }),
  ];
}

/** Nothing tells how many there are (classlink, district discovery): a short page is the end. */
function listApplications(tenants: readonly Tenant[], query: URLSearchParams): Answer {
  const offset = Number(query.get("offset") ?? 0);
  const limit = Number(query.get("limit") ?? 100);
  const applications = tenants
    .filter(({ isShared }) => isShared)
    .slice(offset, offset + limit)
    .map(({ district, applicationId, bearer, enabled, status }) => ({
      id: 40_000 + district.tenantId,
      application_id: 90_001,
      tenant_id: district.tenantId,
      bearer,
      tenant_name: district.name,
      enabled,
      tenant_status: status,
      oneroster_application_id: applicationId,
      name: "Muster",
      version: "",
    }));
  return { status: 200, json: { status: 1, applications } };
}

function serverOf({ district, rosterServer, rosterServerSecret }: Tenant): Answer {
  if (rosterServer === undefined) return unknown;
  const server = {
    endpoint_url: rosterServer.origin,
    client_id: consumerKeyOf(district.tenantId),
    client_secret: rosterServerSecret,
  };
  return { status: 200, json: { server } };
}
