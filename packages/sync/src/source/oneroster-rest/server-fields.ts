import { dialects } from "@muster/oneroster/rest/dialect.ts";
import type { SourceField } from "../source.ts";

const names = [...dialects.keys()];

/** What a district must tell of its server. Who made it decides the rest, so that is asked, and the rest left empty. */
export const oneRosterFields: readonly SourceField[] = [
  {
    ...{ key: "address", label: "Address of the server", type: "text" },
    help: "As the vendor shows it, with or without /ims/oneroster: https://sis.example.org/campus",
  },
  {
    ...{ key: "vendor", label: "Made by", type: "choice", choices: names, fallback: "generic-1.2" },
    isRare: false,
    help: "Decides about the version, the way of signing in and the size of pages.",
  },
  {
    ...{ key: "client-id", label: "Client ID or consumer key", type: "text" },
    help: "The name under which the server knows Muster.",
  },
  {
    ...{ key: "client-secret", label: "Client secret or consumer secret", type: "secret" },
    help: "Given together with it.",
  },
  {
    ...{ key: "sign-in", label: "Way of signing in", type: "choice", fallback: "" },
    choices: ["oauth2", "oauth1-sha256", "oauth1-sha1"],
    isRare: true,
    help: "Left empty: as the vendor usually has it.",
  },
  {
    ...{ key: "token-address", label: "Address for tokens", type: "text", fallback: "" },
    isRare: true,
    help: "OAuth 2 alone. Left empty: /token behind the address of the service, where the vendor has it there.",
  },
  {
    ...{ key: "client-auth", label: "Client shown as", type: "choice", fallback: "" },
    choices: ["basic", "form"],
    isRare: true,
    help: "OAuth 2 alone: in the header, or in the form. Left empty: as the vendor usually has it.",
  },
  {
    ...{ key: "scopes", label: "Scopes", type: "list", fallback: "" },
    isRare: true,
    help: "OAuth 2 alone. Left empty: the standard's scope for reading rosters without demographics.",
  },
  {
    ...{ key: "page-size", label: "Objects a page", type: "number", fallback: "" },
    isRare: true,
    help: "Left empty: as many as the vendor's server is known to give.",
  },
];
