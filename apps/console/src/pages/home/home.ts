import type { showHome } from "@muster/api/resource/home.ts";
import type { Answered } from "@muster/api/route.ts";

/** What Home shows. */
export type Home = Answered<typeof showHome>;
