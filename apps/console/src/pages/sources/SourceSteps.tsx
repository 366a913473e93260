import { Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { lookSource, planSource } from "@muster/api/resource/source.ts";
import { IconCircle, IconCircleCheckFilled, IconCircleDot } from "@tabler/icons-react";
import { useDeed } from "../../data/use-ask.ts";
import { useMay } from "../../data/use-session.ts";
import { TryTrouble } from "./NewSource.tsx";
import type { ShownSource } from "./source-words.ts";
import { useWriteHostKey } from "./use-write-host-key.ts";

interface Step {
  readonly title: string;
  readonly says: string;
  readonly isDone: boolean;
  readonly deed?: { readonly word: string; readonly run: () => void; readonly isBusy: boolean };
}

/** What is left before a saved source may run: each a step of its own, and each shown with its check. */
export function SourceSteps({
  source,
  onCheck,
}: {
  readonly source: ShownSource;
  readonly onCheck: () => void;
}) {
  const look = useDeed(lookSource);
  const plan = useDeed(planSource);
  const maySet = useMay("set");
  const params = { source: source.source };
  const test = () => look.mutate({ params });
  const trust = useWriteHostKey(source.source, test);
  const isLooked = source.lookedAt !== null;
  const isFetching = source.now.is !== "idle";
  const hasRoster = source.last?.result === "good";
  const steps: readonly Step[] = [
    { title: "Saved as a draft", says: "Nothing is fetched by itself.", isDone: true },
    {
      title: "Test the connection",
      says: isLooked ? "It answers and lets us in." : "See what is there, before anything of it is used.",
      isDone: isLooked,
      deed: { word: "Test", run: test, isBusy: look.isPending },
    },
    {
      title: "See what a first sync would do",
      says: hasRoster
        ? "A roster was read; its plan is under Changes."
        : "Everything is fetched and planned; nothing changes.",
      isDone: hasRoster,
      deed: {
        word: "Fetch and plan",
        run: () => plan.mutate({ params }),
        isBusy: plan.isPending || isFetching,
      },
    },
    {
      title: "Check it, and enable it",
      says: "Some twenty counts, most of which should be zero.",
      isDone: false,
      deed: { word: "Go to the check", run: onCheck, isBusy: false },
    },
  ];
  const next = steps.findIndex(({ isDone }) => !isDone);
  return (
    <Card withBorder component="section" aria-labelledby="steps-left">
      <Stack>
        <Title order={2} size="h4" id="steps-left">
          Before it may run
        </Title>
        <ol style={{ listStyle: "none", margin: 0, padding: 0, display: "grid", gap: "0.75rem" }}>
          {steps.map((step, index) => (
            <StepLine key={step.title} step={step} isNext={index === next} maySet={maySet} />
          ))}
        </ol>
        <TryTrouble error={look.error ?? plan.error ?? trust.error} onTrust={trust.write} />
      </Stack>
    </Card>
  );
}

function StepLine({
  step,
  isNext,
  maySet,
}: {
  readonly step: Step;
  readonly isNext: boolean;
  readonly maySet: boolean;
}) {
  const { title, says, isDone, deed } = step;
  const Icon = isDone ? IconCircleCheckFilled : isNext ? IconCircleDot : IconCircle;
  return (
    <Group component="li" gap="sm" align="start" wrap="nowrap">
      <Icon
        size={22}
        color={isDone ? "var(--mantine-color-green-filled)" : undefined}
        aria-label={isDone ? "Done" : isNext ? "Next" : "Later"}
        style={{ flex: "none" }}
      />
      <Group justify="space-between" style={{ flex: 1, minWidth: 0 }}>
        <Stack gap={0} style={{ flex: "1 1 14rem" }}>
          <Text fw={600}>{title}</Text>
          <Text size="sm" c="dimmed">
            {says}
          </Text>
        </Stack>
        {deed === undefined || !maySet ? null : (
          <Button variant={isNext ? "filled" : "default"} size="sm" loading={deed.isBusy} onClick={deed.run}>
            {deed.word}
          </Button>
        )}
      </Group>
    </Group>
  );
}
