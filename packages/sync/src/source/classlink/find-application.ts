import { CollectionError } from "@muster/oneroster/rest/collection-error.ts";
import { readCollection } from "@muster/oneroster/rest/read-collection.ts";
import type { RestObject } from "@muster/oneroster/rest/rest-fetch.ts";
import type { RestServer } from "@muster/oneroster/rest/rest-server.ts";
import { Fault } from "../../fault.ts";

/** What a district that shares with us looks like in the list of applications. */
export interface Application {
  /** Part of the path, already encoded: it is used as it is (ClassLink, §2). */
  readonly pathId: string;
  readonly bearer: string;
  readonly tenantName: string;
}

/** Which district is meant: by its tenant's number, by the application's, or by both. */
export interface WantedApplication {
  readonly tenantId: string;
  readonly applicationId: string;
}

/** Tenants asked for at a time, and pages after which the list counts as endless. */
const tenantsPerPage = 500;
const mostPages = 200;

/**
 * Finds the district among all that share with us.
 *
 * @throws Fault `source.sharing.off`, `source.sharing.unclear`; CollectionError of the reader
 */
export async function findApplication(
  server: RestServer,
  proxy: URL,
  wanted: WantedApplication,
): Promise<Application> {
  const found = new Map<string, RestObject>();
  let listed = 0;
  const pages = readCollection(server, {
    ...{ name: "applications", key: "applications", idField: "id", url: applicationsUrl(proxy) },
    ...{ pageSize: tenantsPerPage, sorts: false, totalHeader: "x-total-count", maxPages: mostPages },
    readsAhead: false,
  });
  for await (const { items } of pages) {
    listed += items.length;
    for (const item of items)
      if (isWanted(item, wanted)) found.set(textOf(item.oneroster_application_id), item);
  }
  const [one, ...others] = found.values();
  if (one === undefined) throw sharingOff(proxy, listed === 0 ? "nobody" : "not-listed");
  if (others.length > 0)
    throw new Fault("source.sharing.unclear", "never", "several applications of the district share with us", {
      ...{ host: proxy.hostname, count: others.length + 1 },
    });
  return openApplication(proxy, one);
}

function applicationsUrl(proxy: URL): URL {
  return new URL(`${proxy.origin}${proxy.pathname.replace(/\/+$/, "")}/applications`);
}

/** Numbers here and texts there: compared as text. */
function isWanted(item: RestObject, { tenantId, applicationId }: WantedApplication): boolean {
  if (tenantId !== "" && textOf(item.tenant_id) !== tenantId) return false;
  if (applicationId === "") return true;
  return [item.oneroster_application_id, item.application_id].some((id) => textOf(id) === applicationId);
}

/** A district is open to us only if the application is enabled and the tenant active; the first is a text (ClassLink, §2). */
function openApplication(proxy: URL, item: RestObject): Application {
  if (textOf(item.enabled).toLowerCase() !== "true") throw sharingOff(proxy, "disabled");
  if (textOf(item.tenant_status).toLowerCase() !== "active") throw sharingOff(proxy, "inactive");
  const pathId = textOf(item.oneroster_application_id);
  const bearer = textOf(item.bearer);
  if (!/^[\w.~%-]+$/.test(pathId) || /^\.+$/.test(pathId) || !/^[!-~]+$/.test(bearer))
    throw new CollectionError("applications", 1, { kind: "item-unreadable" });
  return { pathId, bearer, tenantName: textOf(item.tenant_name).slice(0, 200) };
}

/** I17: the district has switched us off, or never switched us on. What we hold of it stays as it is. */
function sharingOff({ hostname: host }: URL, reason: string): Fault {
  return new Fault("source.sharing.off", "never", "the district does not share with us", { host, reason });
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : "";
}
