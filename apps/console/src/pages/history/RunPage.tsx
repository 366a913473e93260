import { Alert, Button, Group, Stack, Tabs, Text } from "@mantine/core";
import { showRun } from "@muster/api/resource/run.ts";
import { shortHash } from "@muster/rules/report/short-hash.ts";
import { IconArrowBackUp, IconArrowsDiff, IconListDetails } from "@tabler/icons-react";
import { Link, useParams } from "@tanstack/react-router";
import { useAsk } from "../../data/use-ask.ts";
import { useMay } from "../../data/use-session.ts";
import { Answer } from "../../parts/Answer.tsx";
import { LiveRuns } from "../../parts/LiveRuns.tsx";
import { MessageCard } from "../../parts/MessageCard.tsx";
import { OutcomeMark } from "../../parts/OutcomeMark.tsx";
import { PageHead } from "../../parts/PageHead.tsx";
import { TextLink } from "../../parts/TextLink.tsx";
import { usePrinting } from "../../parts/use-printing.ts";
import { counted, instant } from "../../parts/words.ts";
import { RunEvidence } from "./RunEvidence.tsx";
import { RunFindings } from "./RunFindings.tsx";
import { RunSummary } from "./RunSummary.tsx";
import { kindOf, outcomeOf } from "./RunsTable.tsx";
import type { Run } from "./shown-run.ts";

/** One run: what became of it, what it changed, what was found, and what proves it. */
export function RunPage() {
  const { run } = useParams({ strict: false });
  const shown = useAsk(showRun, { params: { run: Number(run) } });
  return (
    <>
      {shown.data === undefined ? <PageHead title={`Run ${run}`} /> : null}
      <Answer of={shown} lines={8}>
        {(data) => <Shown run={data} />}
      </Answer>
    </>
  );
}

function Shown({ run }: { readonly run: Run }) {
  return (
    <>
      <PageHead title={`Run ${run.run}: ${run.headline}`} says={beganWords(run)}>
        <Deeds run={run} />
      </PageHead>
      {run.state === "running" ? <LiveRuns /> : null}
      <Stack gap="md">
        <Group gap="lg">
          <OutcomeMark outcome={outcomeOf(run)} />
          <Related run={run} />
        </Group>
        {run.rest === "" ? null : (
          <Alert color="yellow" variant="light" role="status" title="What became of the rest">
            {run.rest}
          </Alert>
        )}
        {run.fault === null ? null : <MessageCard message={run.fault} />}
        {run.gates.map((gate) => (
          <MessageCard key={gate.code} message={gate} tone="yellow" />
        ))}
        <Parts run={run} />
      </Stack>
    </>
  );
}

/** On paper the evidence is filed with the summary; the findings have a file of their own. */
function Parts({ run }: { readonly run: Run }) {
  const isPrinting = usePrinting();
  const found = run.findings.reduce((sum, { count }) => sum + count, 0);
  if (isPrinting)
    return (
      <>
        <RunSummary run={run} />
        <RunEvidence run={run} />
      </>
    );
  return (
    <Tabs defaultValue="summary" keepMounted={false}>
      <Tabs.List>
        <Tabs.Tab value="summary">Summary</Tabs.Tab>
        <Tabs.Tab value="findings">{counted(found, "finding")}</Tabs.Tab>
        <Tabs.Tab value="evidence">Evidence</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="summary" pt="md">
        <RunSummary run={run} />
      </Tabs.Panel>
      <Tabs.Panel value="findings" pt="md">
        <RunFindings run={run} />
      </Tabs.Panel>
      <Tabs.Panel value="evidence" pt="md">
        <RunEvidence run={run} />
      </Tabs.Panel>
    </Tabs>
  );
}

function beganWords(run: Run): string {
  const { source, operator, startedAt, endedAt } = run;
  const of = source === null ? "" : ` of ${source}`;
  const took =
    endedAt === null ? "" : `, took ${seconds((Date.parse(endedAt) - Date.parse(startedAt)) / 1000)}`;
  return `${kindOf(run)}${of}, begun ${instant(startedAt)} by ${operator}${took}.`;
}

function seconds(amount: number): string {
  if (amount < 1) return "less than a second";
  return amount < 10 ? `${amount.toFixed(1)} seconds` : counted(Math.round(amount), "second");
}

/** Other runs that have to do with this one. */
function Related({ run: { undoneBy, undoes, laterRuns } }: { readonly run: Run }) {
  const others = [
    ...(undoneBy === null ? [] : [{ run: undoneBy, says: "Taken back by" }]),
    ...(undoes === null ? [] : [{ run: undoes, says: "Takes back" }]),
    ...laterRuns.map((run) => ({ run, says: "More of it applied by" })),
  ];
  return others.map(({ run, says }) => (
    <Text key={`${says} ${run}`} size="sm">
      {says}{" "}
      <TextLink to="/history/$run" params={{ run: String(run) }} size="sm">
        run {run}
      </TextLink>
    </Text>
  ));
}

function Deeds({ run }: { readonly run: Run }) {
  const mayDecide = useMay("decide");
  const hash = run.planHash === null ? undefined : shortHash(run.planHash);
  return (
    <>
      {hash === undefined ? null : (
        <Button
          component={Link}
          to={`/changes/${hash}`}
          variant="default"
          leftSection={<IconListDetails size={16} aria-hidden />}
        >
          See its changes
        </Button>
      )}
      {run.run === 1 ? null : (
        <Button
          component={Link}
          to={`/history/compare?b=${run.run}`}
          variant="default"
          leftSection={<IconArrowsDiff size={16} aria-hidden />}
        >
          Compare
        </Button>
      )}
      {run.canUndo && mayDecide ? (
        <Button
          component={Link}
          to={`/history/${run.run}/undo`}
          variant="default"
          leftSection={<IconArrowBackUp size={16} aria-hidden />}
        >
          Take it back
        </Button>
      ) : null}
    </>
  );
}
