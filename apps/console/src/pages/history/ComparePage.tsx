import { Group, Select, Stack, Text } from "@mantine/core";
import { compareRuns, listRuns } from "@muster/api/resource/run.ts";
import { wordsOfOutcome } from "@muster/rules/report/outcome-words.ts";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useAsk } from "../../data/use-ask.ts";
import { Answer } from "../../parts/Answer.tsx";
import { PageHead } from "../../parts/PageHead.tsx";
import { instant } from "../../parts/words.ts";
import { Compared } from "./Compared.tsx";
import type { CompareSearch } from "./history-search.ts";
import { kindOf, outcomeOf } from "./RunsTable.tsx";

/** What was different between two runs, in counts: nobody's name is needed to see it. */
export function ComparePage() {
  const { a, b }: CompareSearch = useSearch({ strict: false });
  const isReady = a !== undefined && b !== undefined;
  const compared = useAsk(compareRuns, isReady ? { query: { a, b } } : {}, { isOff: !isReady });
  return (
    <>
      <PageHead
        title="Compare two runs"
        says="What only the newer one has, what it has no longer, and what both have."
      />
      <Stack gap="lg">
        <Choose a={a} b={b} />
        {isReady ? (
          <Answer of={compared} lines={6}>
            {(data) => <Compared compared={data} />}
          </Answer>
        ) : (
          <Text>Choose an older and a newer run, for example Tuesday's and Wednesday's sync.</Text>
        )}
      </Stack>
    </>
  );
}

/** As many of the newest runs as a list can be searched in. */
const mostListed = 200;

function Choose({ a, b }: { readonly a: number | undefined; readonly b: number | undefined }) {
  const navigate = useNavigate();
  const runs = useAsk(listRuns, { query: { limit: mostListed } });
  const listed = (runs.data?.items ?? []).map((run) => ({
    value: String(run.run),
    label: `Run ${run.run}: ${kindOf(run)}, ${instant(run.startedAt)}, ${wordsOfOutcome(outcomeOf(run)).label.toLowerCase()}`,
  }));
  const known = new Set(listed.map(({ value }) => value));
  const older = [a, b].flatMap((run) =>
    run === undefined || known.has(String(run)) ? [] : [{ value: String(run), label: `Run ${run}` }],
  );
  const set = (name: keyof CompareSearch) => (value: string | null) => {
    const next = { ...(a === undefined ? {} : { a }), ...(b === undefined ? {} : { b }) };
    void navigate({
      to: "/history/compare",
      search: value === null ? {} : { ...next, [name]: Number(value) },
    });
  };
  const looks = { searchable: true, data: [...listed, ...older], style: { flex: "1 1 18rem" } } as const;
  return (
    <Group align="end">
      <Select label="Older run" {...looks} value={a === undefined ? null : String(a)} onChange={set("a")} />
      <Select label="Newer run" {...looks} value={b === undefined ? null : String(b)} onChange={set("b")} />
    </Group>
  );
}
