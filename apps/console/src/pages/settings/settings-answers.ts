import type { linkOperator, listOperators } from "@muster/api/resource/operator.ts";
import type { listSettings } from "@muster/api/resource/setting.ts";
import type { Answered } from "@muster/api/route.ts";

/** What the pages of settings are told, by the names that people use for it. */
export type Setting = Answered<typeof listSettings>["items"][number];
export type Operators = Answered<typeof listOperators>;
export type ListedOperator = Operators["items"][number];
export type MadeLink = Answered<typeof linkOperator>;
