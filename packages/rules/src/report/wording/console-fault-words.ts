import type { Words } from "./words.ts";

/** What the console tells where no server does. These codes are never thrown by a server. */
export const consoleFaultWords = {
  "console.server.unreachable": {
    what: () => "Muster does not answer",
    did: "Nothing was changed by this request, as far as this page knows.",
    cause: "The service was stopped, is starting anew, or the network does not lead there.",
    fix: "Wait a moment and try again. If it stays so, ask whoever runs Muster for you.",
    owner: "operator",
    sample: {},
  },
} as const satisfies Readonly<Record<string, Words>>;
