import { randomUUID } from "node:crypto";
import { type Dialect, dialects, serviceAddress } from "@muster/oneroster/rest/dialect.ts";
import { bearerSignIn, oauth1SignIn, type RestSignIn } from "@muster/oneroster/rest/sign-in.ts";
import { Fault } from "../../fault.ts";
import { collectionFault, orCollectionFault } from "../collections/collection-fault.ts";
import {
  isTooMuch,
  type Line,
  type OpenRoster,
  openLine,
  openRoster,
  sendOver,
} from "../collections/open-roster.ts";
import { invalidAddress } from "../network/guard-host.ts";
import type { Connection } from "../source.ts";
import { classLinkFields, proxyAddress } from "./classlink-fields.ts";
import { type Application, findApplication } from "./find-application.ts";

/**
 * Opens a district's roster, whichever way, and lends it; its sockets end with the work. `tenantName` is "" on the
 * direct way.
 *
 * @throws Fault `source.sharing.off`, `source.sharing.unclear`, `source.field.missing`, `source.address.invalid`,
 * `source.sign-in.refused`
 */
export async function withClassLink<Result>(
  connection: Connection,
  work: (roster: OpenRoster, tenantName: string) => Promise<Result>,
): Promise<Result> {
  const line = openLine(connection);
  const isDirect = connection.values.way === "direct";
  try {
    const { access, tenantName } = isDirect ? openDirect(connection) : await openProxy(line);
    const roster = openRoster(line, {
      ...access,
      dialect: classLinkDialect(),
      pageSize: pageSizeOf(connection),
    });
    return await work(roster, tenantName);
  } catch (error) {
    throw collectionFault(error, hostOf(connection));
  } finally {
    line.hangUp();
  }
}

interface OpenedWay {
  readonly access: { readonly service: URL; readonly signIn: RestSignIn };
  readonly tenantName: string;
}

function openDirect(connection: Connection): OpenedWay {
  const { values, now } = connection;
  if (values.address === proxyAddress) throw missing("address");
  const key = {
    consumerKey: needed(connection, "client-id"),
    consumerSecret: needed(connection, "client-secret"),
    method: values.signature === "sha1" ? "HMAC-SHA1" : "HMAC-SHA256",
  } as const;
  const stamp = () => ({ nonce: randomUUID(), timestamp: Math.floor(now().getTime() / 1000) });
  return {
    access: { service: serviceAt(values.address ?? ""), signIn: oauth1SignIn(key, stamp) },
    tenantName: "",
  };
}

/**
 * Through the proxy. The bearer may be replaced while we read: it is read again after a 401, and only another one is
 * worth another question; else the district has switched us off (ClassLink, §3).
 */
async function openProxy({ connection, http }: Line): Promise<OpenedWay> {
  const { values, now } = connection;
  const proxy = addressOf(values.address ?? "");
  const partner = bearerSignIn(needed(connection, "partner-key"), async () => undefined);
  const wanted = {
    tenantId: (values["tenant-id"] ?? "").trim(),
    applicationId: (values["application-id"] ?? "").trim(),
  };
  if (wanted.tenantId === "" && wanted.applicationId === "") throw missing("tenant-id");
  const find = (): Promise<Application> => {
    const send = sendOver({ http: http.forCollection("applications"), connection });
    const server = { send, signIn: partner, now, isTooMuch };
    return orCollectionFault(proxy.hostname, findApplication(server, proxy, wanted));
  };
  const { pathId, bearer, tenantName } = await find();
  const service = serviceAt(`${proxy.origin}${proxy.pathname.replace(/\/+$/, "")}/${pathId}`);
  const signIn = bearerSignIn(bearer, async () => (await find()).bearer);
  return { access: { service, signIn }, tenantName };
}

function addressOf(typed: string): URL {
  if (!URL.canParse(typed.trim())) throw invalidAddress("url");
  return new URL(typed.trim());
}

function serviceAt(address: string): URL {
  const service = serviceAddress(address, classLinkDialect().version);
  if (service === undefined) throw invalidAddress("url");
  return service;
}

function hostOf({ values }: Connection): string {
  const address = values.address ?? "";
  return URL.canParse(address) ? new URL(address).hostname : "ClassLink";
}

function classLinkDialect(): Dialect {
  const dialect = dialects.get("classlink");
  if (dialect === undefined) throw new Error("there is a dialect for ClassLink");
  return dialect;
}

function pageSizeOf({ values }: Connection): number {
  return Math.max(1, Number(values["page-size"] || classLinkDialect().pageSize));
}

/** Fields that one way needs and the other does not. */
function needed({ values }: Connection, key: string): string {
  const value = values[key] ?? "";
  if (value === "") throw missing(key);
  return value;
}

function missing(key: string): Fault {
  const field = classLinkFields.find((one) => one.key === key);
  const label = field?.label ?? key;
  return new Fault("source.field.missing", "never", `${label} is needed`, {
    ...{ field: key, label, kind: "classlink", flag: field?.type === "secret" ? `${key}-file FILE` : key },
  });
}
