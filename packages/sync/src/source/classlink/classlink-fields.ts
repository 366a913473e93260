import type { SourceField } from "../source.ts";

/** Where the proxy answers. */
export const proxyAddress = "https://oneroster-proxy.classlink.io";

export const classLinkFields: readonly SourceField[] = [
  {
    ...{ key: "way", label: "Way", type: "choice", choices: ["proxy", "direct"], fallback: "proxy" },
    help: "proxy: one key of ours for all districts. direct: the district's own Roster Server and key pair.",
  },
  {
    ...{ key: "tenant-id", label: "District Tenant ID", type: "text", fallback: "" },
    help: "Through the proxy: the number of the district in ClassLink.",
  },
  {
    ...{ key: "application-id", label: "District application_id", type: "text", fallback: "" },
    help: "Through the proxy: in place of the tenant's number, or beside it where a district has shared twice.",
  },
  {
    ...{ key: "partner-key", label: "Partner key", type: "secret", fallback: "" },
    help: "Through the proxy: the key that ClassLink gave to us.",
  },
  {
    ...{ key: "address", label: "Address", type: "text", fallback: proxyAddress },
    help: "Direct: of the district's Roster Server. Through the proxy it stays as it is.",
  },
  {
    ...{ key: "client-id", label: "Client ID", type: "text", fallback: "" },
    help: "Direct: the key that the Roster Server shows for us.",
  },
  {
    ...{ key: "client-secret", label: "Client secret", type: "secret", fallback: "" },
    help: "Direct: the secret beside it.",
  },
  {
    ...{
      key: "signature",
      label: "Signature",
      type: "choice",
      choices: ["sha256", "sha1"],
      fallback: "sha256",
    },
    help: "Direct: sha1 for older Roster Servers alone.",
  },
  {
    ...{ key: "page-size", label: "Objects a page", type: "number", fallback: "1000" },
    help: "ClassLink takes up to 10000; fewer are easier for it.",
  },
];
