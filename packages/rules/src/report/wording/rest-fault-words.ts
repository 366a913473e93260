import { nothingChanged, triedAgain, type Words } from "./words.ts";

const later = `${triedAgain} If it stays so, tell the vendor of the server.`;

/** What is said where the lists of a OneRoster server, or of ClassLink, cannot be read to a proved end. */
export const restFaultWords: Readonly<Record<string, Words>> = {
  "source.collection.refused": {
    what: (t) => `${t.quoted("host", 40)} does not share ${t.quoted("collection", 20)} with us`,
    did: "Nothing was changed. A list that is kept from us is never taken for an empty one.",
    cause: (t) =>
      `It answers with status ${t.label("status")}: the list was not chosen for us, or no longer is.`,
    fix: "Ask the district to share it, then start again.",
    owner: "district",
    sample: { host: "roster.example.org", collection: "enrollments", status: 403 },
  },
  "source.collection.unreadable": {
    what: (t) => `${t.quoted("host", 40)} gave no list of ${t.quoted("collection", 20)}`,
    did: "Nothing was changed. An answer without a list is never taken for an empty one.",
    cause: (t) =>
      t.fact("reason") === "item-unreadable"
        ? "Something in the list is no record."
        : "It answered with something else, most likely a report of an error.",
    fix: later,
    owner: "operator",
    sample: { host: "roster.example.org", collection: "users", page: 3, reason: "list-missing" },
  },
  "source.collection.stuck": {
    what: (t) => `${t.quoted("host", 40)} gives the same page of ${t.quoted("collection", 20)} again`,
    did: nothingChanged,
    cause: "The server does not see how far we are, so its list never ends.",
    fix: later,
    owner: "operator",
    sample: { host: "roster.example.org", collection: "users", page: 4 },
  },
  "source.collection.moving": {
    what: (t) => `${t.quoted("collection", 20)} of ${t.quoted("host", 40)} changed while it was read`,
    did: "Muster read it twice, and it did not hold still. Nothing was changed.",
    cause: "The school's system is being updated right now.",
    fix: `${triedAgain} If it stays so, choose a quieter time of day.`,
    owner: "operator",
    sample: {
      ...{ host: "roster.example.org", collection: "users", page: 4 },
      ...{ reason: "total-changed", announced: 12_000, received: 11_998 },
    },
  },
  "source.collection.endless": {
    what: (t) => `${t.quoted("collection", 20)} of ${t.quoted("host", 40)} does not end`,
    did: nothingChanged,
    cause: (t) => `After ${t.fact("pages")} pages there were still more.`,
    fix: "Raise the number of objects a page in the settings of the source, or ask the vendor of the server.",
    owner: "operator",
    sample: { host: "roster.example.org", collection: "enrollments", pages: 100_000 },
  },
  "source.clock.differs": {
    what: (t) => `Our clock and that of ${t.quoted("host", 40)} differ by ${t.fact("minutes")} minutes`,
    did: nothingChanged,
    cause: "Every question is signed with the time, and the server refuses a time that is not its own.",
    fix: "Set the clock of this machine by a time server. If it is right, the other one is wrong.",
    owner: "operator",
    sample: { host: "roster.example.org", minutes: 7, isAhead: true },
  },
  "source.scope.missing": {
    what: (t) => `${t.quoted("host", 40)} lets us in, but not to the roster`,
    did: nothingChanged,
    cause: "The token that it gives us has no scope for reading rosters.",
    fix: "Ask the district to grant the scope roster-core.readonly, or enter the scopes that the vendor names.",
    owner: "district",
    sample: { host: "roster.example.org" },
  },
  "source.token.unreadable": {
    what: (t) => `${t.quoted("host", 40)} gives no token where we ask for one`,
    did: nothingChanged,
    cause: "What lies at the address for tokens is something else.",
    fix: "Enter the address for tokens that the vendor names in the settings of the source.",
    owner: "operator",
    sample: { host: "roster.example.org", status: 200 },
  },
  "source.sharing.off": {
    what: () => "The district does not share its roster with us in ClassLink",
    did: "Nothing was changed. What Muster holds stays as it is.",
    cause: (t) => whySharingIsOff(t.fact("reason")),
    fix: "Ask the district to switch sharing on for our application, then start again.",
    owner: "district",
    sample: { host: "oneroster-proxy.classlink.io", reason: "disabled" },
  },
  "source.sharing.unclear": {
    what: (t) => `The district shares its roster with us ${t.fact("count")} times in ClassLink`,
    did: nothingChanged,
    cause: "Several of its applications are ours, and only one can be read.",
    fix: "Enter the application_id of the right one in the settings of the source.",
    owner: "operator",
    sample: { host: "oneroster-proxy.classlink.io", count: 2 },
  },
};

function whySharingIsOff(reason: string): string {
  if (reason === "disabled") return "Our application is switched off for the district.";
  if (reason === "inactive") return "The district is not active in ClassLink.";
  if (reason === "nobody") return "No district at all shares with us: our key may be another product's.";
  return "The district is not among those that share with us, or its number is mistyped.";
}
