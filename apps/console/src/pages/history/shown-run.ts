import type { lookAtUndo, showRun } from "@muster/api/resource/run.ts";
import type { Answered } from "@muster/api/route.ts";

/** A run as its page shows it. */
export type Run = Answered<typeof showRun>;

/** The plan of an undo that somebody looks at. */
export type Look = Answered<typeof lookAtUndo>;
