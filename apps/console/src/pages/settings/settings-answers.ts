import type { listClients, makeClient } from "@muster/api/resource/client.ts";
import type { linkOperator, listOperators } from "@muster/api/resource/operator.ts";
import type { listSettings } from "@muster/api/resource/setting.ts";
import type { Answered } from "@muster/api/route.ts";

/** What the pages of settings are told, by the names that people use for it. */
export type Setting = Answered<typeof listSettings>["items"][number];
export type Operators = Answered<typeof listOperators>;
export type ListedOperator = Operators["items"][number];
export type MadeLink = Answered<typeof linkOperator>;
export type Clients = Answered<typeof listClients>;
export type ListedClient = Clients["items"][number];
/** What another system signs in with; rotating answers the same. */
export type ClientSecret = Answered<typeof makeClient>;
