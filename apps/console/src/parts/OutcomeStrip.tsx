import { Group, Text } from "@mantine/core";
import { capital } from "@muster/rules/report/letter-case.ts";
import { wordsOfOutcome } from "@muster/rules/report/outcome-words.ts";
import { Link } from "@tanstack/react-router";
import { Plot } from "./Plot.tsx";
import "./outcome-strip.css";
import { counted, dayName } from "./words.ts";

/** A day, `2026-11-19`, and how its last run ended; `none` without one. */
export interface OutcomeDay {
  readonly day: string;
  readonly outcome: string;
  /** The run to open. */
  readonly run?: number;
}

/** How the last days went, one cell a day, the newest last: a letter, a pattern and a colour, and where it leads. */
export function OutcomeStrip({
  days,
  title,
  order,
}: {
  readonly days: readonly OutcomeDay[];
  readonly title?: string;
  readonly order?: 2 | 3;
}) {
  // Thirty empty cells say no more than the sentence above them.
  const isBare = days.every(({ outcome }) => outcome === "none");
  return (
    <Plot
      title={title ?? `The last ${counted(days.length, "day")}`}
      summary={summaryOf(days)}
      columns={["Day", "Outcome", "Run"]}
      rows={days.map(({ day, outcome, run }) => [day, wordsOfOutcome(outcome).label, run ?? ""])}
      {...(order === undefined ? {} : { order })}
    >
      {isBare ? null : (
        <>
          <ol className="outcome-strip">
            {days.map((day) => (
              <li key={day.day}>
                <Cell {...day} />
              </li>
            ))}
          </ol>
          <Legend days={days} />
        </>
      )}
    </Plot>
  );
}

function Cell({ day, outcome, run }: OutcomeDay) {
  const { label, letter, tone } = wordsOfOutcome(outcome);
  const name = `${dayName(day)}: ${label}`;
  const looks = { className: "outcome-cell", "data-tone": outcome === "none" ? "none" : tone, title: name };
  const inner = (
    <>
      <span aria-hidden>{letter}</span>
      <span className="heard">{name}</span>
    </>
  );
  return run === undefined ? (
    <span {...looks}>{inner}</span>
  ) : (
    <Link {...looks} to="/history/$run" params={{ run: String(run) }}>
      {inner}
    </Link>
  );
}

/** The outcomes that are there, each with its letter. */
function Legend({ days }: { readonly days: readonly OutcomeDay[] }) {
  const outcomes = [...new Set(days.map(({ outcome }) => outcome))];
  return (
    <Group gap="md" aria-hidden>
      {outcomes.map((outcome) => {
        const { label, letter, tone } = wordsOfOutcome(outcome);
        return (
          <Group key={outcome} gap={6}>
            <span className="outcome-cell outcome-key" data-tone={outcome === "none" ? "none" : tone}>
              {letter}
            </span>
            <Text size="xs">{label}</Text>
          </Group>
        );
      })}
    </Group>
  );
}

/** "19 days no changes, 8 applied, 2 waiting, 1 failed." */
function summaryOf(days: readonly OutcomeDay[]): string {
  if (days.length > 0 && days.every(({ outcome }) => outcome === "none"))
    return `No sync in the last ${counted(days.length, "day")}.`;
  const of = Map.groupBy(days, ({ outcome }) => outcome);
  const parts = [...of]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(
      ([outcome, some]) => `${wordsOfOutcome(outcome).label.toLowerCase()} on ${counted(some.length, "day")}`,
    );
  const text = parts.join(", ");
  return text === "" ? "No day to show yet." : `${capital(text)}.`;
}
