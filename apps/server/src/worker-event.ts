import type { ErrandIds } from "@muster/sync/queue/queue.ts";

/** What a worker does, for whoever writes a log: ids and codes, never a name or a value of a roster. */
export type WorkerEvent =
  | ({ readonly is: "began"; readonly errandId: string } & ErrandIds)
  | ({ readonly is: "done"; readonly outcome: string; readonly run: number | undefined } & ErrandIds)
  | ({ readonly is: "retried"; readonly code: string; readonly waitSeconds: number } & ErrandIds)
  | ({ readonly is: "dead" | "cancelled"; readonly code: string } & ErrandIds)
  /** `moved`: more came than this place takes; it waits for one of its own. */
  | ({ readonly is: "released" | "moved" } & ErrandIds)
  /** Another worker has it; what this one did was not committed. */
  | ({ readonly is: "lost" } & ErrandIds)
  /** The sync is done; what people look at of it was not made ready, and is made when somebody looks. */
  | ({ readonly is: "unready"; readonly code: string } & ErrandIds)
  /** Closed before it began, and why; `queue.errand.mismatched` is a security event. */
  | { readonly is: "refused"; readonly code: string; readonly facts: object }
  /** A mistake of ours: its kind and where, for the log of the machine alone. */
  | ({ readonly is: "bug"; readonly name: string; readonly stack: string | undefined } & ErrandIds)
  /** The database does not answer as it should; the worker goes on by itself. */
  | { readonly is: "trouble"; readonly code: string; readonly waitMs: number };
