import { Button, Card, Group, Select, Stack, Text } from "@mantine/core";
import { listCounts, listDays, listRuns } from "@muster/api/resource/run.ts";
import { outcomeWords } from "@muster/rules/report/outcome-words.ts";
import { runKindWords } from "@muster/rules/report/run-words.ts";
import { IconArrowsDiff } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useAsk } from "../../data/use-ask.ts";
import { Answer } from "../../parts/Answer.tsx";
import { CountLine } from "../../parts/CountLine.tsx";
import { LiveRuns } from "../../parts/LiveRuns.tsx";
import { OutcomeStrip } from "../../parts/OutcomeStrip.tsx";
import { PageHead } from "../../parts/PageHead.tsx";
import { counted } from "../../parts/words.ts";
import type { HistorySearch } from "./history-search.ts";
import { RunsTable } from "./RunsTable.tsx";

/** What was done, when and why: every run, newest first. */
export function HistoryPage() {
  const days = useAsk(listDays, {});
  const [chosen, choose] = useState<readonly number[]>([]);
  return (
    <>
      <PageHead
        title="History"
        says="Every sync, approval, undo and edit, with what it changed and what proves it."
      />
      <LiveRuns />
      <Stack gap="lg">
        {days.data === undefined ? null : (
          <OutcomeStrip
            days={days.data.days.map(({ day, outcome, run }) =>
              run === undefined ? { day, outcome } : { day, outcome, run },
            )}
          />
        )}
        <Runs chosen={chosen} choose={choose} />
        <CountsOverTime />
      </Stack>
    </>
  );
}

/** Whether the directory grows or shrinks, and when it jumped. */
function CountsOverTime() {
  const counts = useAsk(listCounts, {});
  if (counts.data === undefined || counts.data.days.length === 0) return null;
  const { days, series } = counts.data;
  if (!days.some(({ values }) => Object.values(values).some((amount) => amount > 0))) return null;
  return <CountLine title="The directory over the last 90 days" days={days} series={series} />;
}

/** Two runs are compared, the older with the newer. */
function CompareChosen({ chosen }: { readonly chosen: readonly number[] }) {
  const navigate = useNavigate();
  const [a, b] = [...chosen].sort((one, other) => one - other);
  const isReady = a !== undefined && b !== undefined;
  return (
    <Button
      variant="default"
      leftSection={<IconArrowsDiff size={16} aria-hidden />}
      onClick={() => void navigate({ to: "/history/compare", search: isReady ? { a, b } : {} })}
    >
      {isReady ? `Compare runs ${a} and ${b}` : "Compare two runs"}
    </Button>
  );
}

const pageLength = 25;
type Choose = (chosen: readonly number[]) => void;

function Runs({ chosen, choose }: { readonly chosen: readonly number[]; readonly choose: Choose }) {
  const search: HistorySearch = useSearch({ strict: false });
  // Where the pages before this one ended; the last is this one's beginning.
  const [places, turn] = useState<readonly string[]>([]);
  const after = places.at(-1);
  const runs = useAsk(
    listRuns,
    {
      query: {
        limit: pageLength,
        ...{ outcome: search.outcome as "applied" | undefined, kind: search.kind as "sync" | undefined },
        ...(after === undefined ? {} : { after }),
      },
    },
    { keepsOld: true },
  );
  return (
    <Card withBorder>
      <Group justify="space-between" align="end" mb="sm">
        <Filters search={search} onTurn={() => turn([])} />
        <CompareChosen chosen={chosen} />
      </Group>
      <Answer of={runs}>
        {({ items, next, total }) => (
          <Stack gap="sm">
            <Text size="sm" role="status">
              {total === 0 ? noRuns(search) : counted(total, "run")}
              {places.length === 0 ? "" : `, page ${places.length + 1}`}
            </Text>
            {items.length === 0 ? null : <RunsTable runs={items} chosen={chosen} choose={choose} />}
            <Group justify="end">
              {places.length === 0 ? null : (
                <Button variant="default" size="xs" onClick={() => turn(places.slice(0, -1))}>
                  Newer
                </Button>
              )}
              {next === null ? null : (
                <Button variant="default" size="xs" onClick={() => turn([...places, next])}>
                  Older
                </Button>
              )}
            </Group>
          </Stack>
        )}
      </Answer>
    </Card>
  );
}

function noRuns({ outcome, kind }: HistorySearch): string {
  return outcome === undefined && kind === undefined
    ? "Nothing has run yet. The first sync shows a plan before anything large happens."
    : "No run is like that. Choose another outcome or kind.";
}

const outcomes = Object.entries(outcomeWords)
  .filter(([value]) => value !== "none")
  .map(([value, { label }]) => ({ value, label }));
const kinds = Object.entries(runKindWords).map(([value, label]) => ({ value, label }));

function Filters({ search, onTurn }: { readonly search: HistorySearch; readonly onTurn: () => void }) {
  const navigate = useNavigate();
  const set = (name: keyof HistorySearch) => (value: string | null) => {
    onTurn();
    const { [name]: _old, ...others } = search;
    void navigate({ to: "/history", search: value === null ? others : { ...others, [name]: value } });
  };
  return (
    <Group align="end">
      <Select
        label="Outcome"
        placeholder="All"
        data={outcomes}
        value={search.outcome ?? null}
        onChange={set("outcome")}
        clearable
      />
      <Select
        label="Kind"
        placeholder="All"
        data={kinds}
        value={search.kind ?? null}
        onChange={set("kind")}
        clearable
      />
    </Group>
  );
}
