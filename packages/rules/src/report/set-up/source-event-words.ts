/** What happened to a source, as its timeline tells it. */
export interface ToldEvent {
  readonly kind: "deed" | "run" | "enabling";
  readonly what: string;
}

const deeds: Readonly<Record<string, string>> = {
  "source.add": "Added the source",
  "source.change": "Changed the set-up",
  "source.look": "Tested the connection",
  "source.plan": "Asked for a plan",
  "source.enable": "Asked to enable it",
  "source.pause": "Paused it",
  "source.resume": "Resumed it",
  "source.key": "Made a new key pair",
  "source.rotate": "Replaced its secrets",
  "drop.open": "Opened the account for uploads",
  "drop.password": "Made a new password for uploads",
  "drop.key.add": "Let a key sign in",
  "drop.key.remove": "Took a key away",
};

const checks: Readonly<Record<string, string>> = {
  fine: "Enabled; the check found nothing",
  look: "Enabled; the check had points worth a look",
  must: "Enabled all the same, with a reason",
};

const outcomes: Readonly<Record<string, string>> = {
  applied: "A sync was applied",
  no_changes: "A sync found nothing new",
  held: "A plan waits for a person",
  partly_applied: "A sync applied what is safe; the rest was held for a person",
  rejected_input: "Files were refused; nothing changed",
  failed: "A sync failed; nothing changed",
  cancelled: "A sync was stopped; nothing changed",
  superseded: "A plan was left behind by a newer one",
  undone: "A sync was applied, and taken back later",
  running: "A sync is at work",
};

/** One line of a source's timeline. */
export function sourceEventWords({ kind, what }: ToldEvent): string {
  if (kind === "deed") return deeds[what] ?? what;
  if (kind === "enabling") return checks[what] ?? "Enabled";
  const [runKind = "", outcome = ""] = what.split(" ");
  if (runKind === "plan" && outcome === "held") return "A plan was made; nothing changed";
  return outcomes[outcome] ?? what;
}
