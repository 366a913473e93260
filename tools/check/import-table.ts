/**
 * Who may import whom (ARCHITECTURE.md draws it). One line a zone; a zone may always import itself.
 *
 * Places are written short: `rules/check` is packages/rules/src/check, `apps/cli` is apps/cli/src. A file that
 * lies in no zone is refused, so that a new folder must take its place in the order before it is used.
 */
export interface Zone {
  readonly at: string;
  /** Short places that may be imported; "*" is everything. */
  readonly may: readonly string[];
  /** Short places from which types alone may be imported. */
  readonly mayTypes?: readonly string[];
  /** Whether packages from npm may be imported. */
  readonly npm: boolean;
  /** Whether Node's own modules may be imported. */
  readonly node: boolean;
}

const pure = { npm: false, node: false };
const open = { npm: true, node: true };

/** What every rule may know: the standard's records, our own, and the settings. */
const ground = ["oneroster/model", "rules/model", "rules/setting"];
/** What every stage that moves data may know. */
const floor = [...ground, "sync/database", "sync/fault.ts"];
/** Stages that weigh a snapshot know which one it is, and nothing else of how it was taken. */
const weighing = ["sync/snapshot/weighing.ts", "sync/snapshot/table-reading.ts"];

/** What every source may know: the standard, its own settings, and how to say what is wrong with an input. */
const reader = [
  ...[
    "oneroster",
    "rules/setting",
    "rules/check/finding.ts",
    "rules/check/finding-codes.ts",
    "sync/fault.ts",
  ],
];

const zones: readonly Zone[] = [
  { at: "oneroster", may: [], ...pure },

  { at: "rules/model", may: ["oneroster/model"], ...pure },
  { at: "rules/access", may: [], ...pure },
  { at: "rules/setting", may: [], ...pure },
  { at: "rules/check", may: ground, ...pure },
  { at: "rules/match", may: ground, ...pure },
  { at: "rules/plan", may: [...ground, "rules/match"], ...pure },
  { at: "rules/gate", may: [...ground, "rules/plan"], ...pure },
  { at: "rules/report", may: [...ground, "rules/check", "rules/match", "rules/plan", "rules/gate"], ...pure },

  { at: "sync/fault.ts", may: [], ...open },
  { at: "sync/database", may: ["sync/disk", "sync/fault.ts"], ...open },
  { at: "sync/disk", may: ["sync/fault.ts"], ...open },
  { at: "sync/source", may: [...reader, "sync/disk"], ...open },
  {
    at: "sync/snapshot",
    may: [
      "sync/disk",
      ...floor,
      "oneroster",
      "rules/check/finding.ts",
      "rules/match",
      "sync/keys",
      "sync/source/source.ts",
    ],
    ...open,
  },
  { at: "sync/keys", may: ["sync/fault.ts", "sync/disk"], ...open },
  {
    at: "sync/access",
    may: [
      ...floor,
      "oneroster/provider",
      "rules/access",
      "sync/disk",
      "sync/keys",
      "sync/directory/approvers.ts",
      "sync/directory/districts.ts",
    ],
    ...open,
  },
  { at: "sync/queue", may: ["sync/database", "sync/fault.ts", "sync/directory"], ...open },
  { at: "sync/schedule", may: [...floor, "sync/directory", "sync/queue"], ...open },
  {
    at: "sync/connection",
    may: [...floor, "rules/check/finding.ts", "sync/disk", "sync/keys", "sync/source"],
    ...open,
  },
  { at: "sync/check", may: [...floor, ...weighing, "rules/check"], ...open },
  {
    at: "sync/plan",
    may: [...floor, ...weighing, "rules/match", "rules/plan", "rules/gate/verdict.ts"],
    ...open,
  },
  {
    at: "sync/gate",
    may: [...floor, ...weighing, "rules/check/finding.ts", "rules/plan", "rules/gate"],
    ...open,
  },
  { at: "sync/apply", may: [...floor, ...weighing, "rules/plan"], ...open },
  { at: "sync/verify", may: [...floor, "rules/plan"], ...open },
  {
    at: "sync/report",
    may: [
      ...floor,
      "rules",
      "sync/disk",
      "sync/directory",
      "sync/schedule",
      "sync/queue",
      "sync/notice/note-silence.ts",
      "sync/snapshot/snapshot-row.ts",
    ],
    ...open,
  },
  {
    at: "sync/directory",
    may: [
      ...[...floor, "oneroster", "rules/check/finding.ts", "rules/gate", "rules/plan"],
      ...["rules/access", "sync/disk", "sync/keys", "sync/snapshot/snapshot-store.ts"],
    ],
    ...open,
  },
  {
    at: "sync/notice",
    may: [
      ...[...floor, "rules/report", "sync/keys", "sync/source/network"],
      ...["sync/directory/notice-recipients.ts", "sync/directory/district-day.ts"],
      "sync/directory/plan/read-to-confirm.ts",
    ],
    ...open,
  },
  { at: "sync/run", may: ["oneroster", "rules", "sync"], ...open },

  { at: "api", may: [], mayTypes: ["oneroster/model", "rules"], ...open },
  { at: "sandbox", may: ["oneroster"], ...open },
  { at: "apps/console", may: ["api", "rules/access", "rules/check", "rules/report"], ...open },
  // A browser drives the console of a real server.
  {
    at: "apps/console/e2e",
    may: ["api", "rules", "sync", "sandbox", "apps/server", "apps/cli", "tools"],
    ...open,
  },
  // The command line starts the server in its own process: `muster serve`.
  { at: "apps/cli", may: ["oneroster", "rules", "sync", "api", "sandbox", "apps/server"], ...open },
  { at: "apps/server", may: ["oneroster", "rules", "sync", "api", "sandbox"], ...open },

  { at: "bench", may: ["*"], ...open },
  { at: "tools", may: ["*"], ...open },
  { at: "fixtures", may: ["*"], ...open },
];

/** A source of records knows the contract of sources, never another source and never the database. */
const sourceFolder = /^sync\/source\/[^/]+(?=\/)/;

/** The zone a short place belongs to, the narrowest first; undefined when it belongs to none. */
export function zoneOf(place: string): Zone | undefined {
  const source = sourceFolder.exec(place)?.[0];
  if (source !== undefined) {
    return {
      at: source,
      may: [
        ...[...reader, "sync/disk", "sync/source/source.ts"],
        ...["sync/source/damaged-input.ts", "sync/source/input-finding.ts", "sync/source/network"],
        ...["sync/source/look-into-entries.ts", "sync/source/time-ahead.ts"],
        // What a ZIP holds is seen at a server as it is here.
        "sync/source/upload/read-zip-contents.ts",
        "sync/source/look-into-place.ts",
        "sync/keys/ssh-key-pair.ts",
        // What the sources that speak OneRoster REST share: collections become files.
        "sync/source/collections",
      ],
      ...open,
    };
  }
  let found: Zone | undefined;
  for (const zone of zones) {
    if (liesIn(place, zone.at) && zone.at.length > (found?.at.length ?? -1)) found = zone;
  }
  return found;
}

/** True when the place is that file or lies under that folder. */
export function liesIn(place: string, folder: string): boolean {
  return folder === "*" || place === folder || place.startsWith(`${folder}/`);
}

/** `packages/rules/src/check/x.ts` → `rules/check/x.ts`; `apps/cli/src/main.ts` → `apps/cli/main.ts`. */
export function shortPlace(path: string): string {
  return path.replace(/^packages\/([^/]+)\/(?:src\/)?/, "$1/").replace(/^(apps\/[^/]+)\/src\//, "$1/");
}
