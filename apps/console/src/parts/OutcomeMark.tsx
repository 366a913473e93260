import { wordsOfOutcome } from "@muster/rules/report/outcome-words.ts";
import { type Standing, StateMark } from "./StateMark.tsx";

const standings: Readonly<Record<string, Standing>> = {
  good: "good",
  quiet: "open",
  waits: "look",
  bad: "bad",
};

/** How a run ended, by its sign and its word. */
export function OutcomeMark({ outcome }: { readonly outcome: string }) {
  const { tone, label } = wordsOfOutcome(outcome);
  const standing = outcome === "running" ? "busy" : (standings[tone] ?? "unknown");
  return <StateMark standing={standing} word={label} />;
}
