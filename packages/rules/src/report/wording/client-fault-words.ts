import type { Words } from "./words.ts";

/** What is said about the systems that read the directory. Keyed by the code of the fault. */
export const clientFaultWords: Readonly<Record<string, Words>> = {
  "access.client.unknown": {
    what: (t) => `There is no client ${t.amount("client")} that is in use`,
    did: "Nothing was changed.",
    cause: "The number is mistyped, it belongs to another district, or its access has ended.",
    fix: "Look it up under Settings, Other systems, or at a terminal: npx muster client list",
    owner: "operator",
    sample: { client: 3 },
  },
};
