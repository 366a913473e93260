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
  "console.page.unknown": {
    what: () => "There is no page at this address",
    did: "Nothing was changed.",
    cause: "The address is mistyped or cut short, or it is one of another edition of Muster.",
    fix: "Choose one of the pages in the list, or look for it with Find.",
    owner: "district",
    sample: {},
  },
  "console.page.failed": {
    what: () => "This page cannot be shown",
    did: "Nothing was changed by this. What you did before it failed is kept.",
    cause: "Muster was updated while this page was open; else it is a mistake of ours.",
    fix: "Load the page anew. If that does not help, tell whoever runs Muster for you this code and the address.",
    owner: "us",
    sample: {},
  },
} as const satisfies Readonly<Record<string, Words>>;
