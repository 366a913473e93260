import { Button, Card, Group, Modal, Progress, Stack, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { cancelSync, type showProgress } from "@muster/api/resource/sync.ts";
import type { Answered } from "@muster/api/route.ts";
import { silentAfterSeconds } from "@muster/rules/report/progress-words.ts";
import { IconCheck, IconCircleDashed, IconLoader, IconPlayerStop } from "@tabler/icons-react";
import { useDeed } from "../data/use-ask.ts";
import { useMay } from "../data/use-session.ts";
import { MessageCard } from "./MessageCard.tsx";
import { TextLink } from "./TextLink.tsx";
import { told } from "./told.ts";
import { counted } from "./words.ts";
import "./live-run.css";

type Work = Answered<typeof showProgress>["works"][number];
type Step = Work["steps"][number];

const deeds: Readonly<Record<Work["kind"], string>> = {
  sync: "Syncing",
  plan: "Planning",
  apply: "Applying a plan",
  undo: "Taking a run back",
  manual: "Saving an edit",
};

/** One piece of work: its steps with how far each is, a sign of life, and how to stop it. */
export function LiveRun({
  work,
  unheardSeconds,
}: {
  readonly work: Work;
  /** Since this page heard of it. */
  readonly unheardSeconds: number;
}) {
  const { says, askedBy, trouble, run } = work;
  const title = titleOf(work);
  return (
    <Card withBorder component="section" aria-label={title}>
      <Stack gap="sm">
        <Group justify="space-between" align="start">
          <Stack gap={2} style={{ flex: "1 1 16rem" }}>
            <Title order={2} size="h4">
              {title}
            </Title>
            <Text size="sm">{says}</Text>
          </Stack>
          <Stop work={work} />
        </Group>
        {trouble === null ? null : <MessageCard message={trouble} tone="yellow" />}
        <ol className="live-steps">
          {work.steps.map((step) => (
            <StepLine key={step.stage} step={step} />
          ))}
        </ol>
        <Group gap="md" justify="space-between">
          <SignOfLife work={work} unheardSeconds={unheardSeconds} />
          <Text size="xs">
            Asked for by {askedBy}
            {run === null ? null : (
              <>
                {" · "}
                <TextLink to="/history/$run" params={{ run: String(run) }}>
                  Run {run}
                </TextLink>
              </>
            )}
            {" · You may close this page; it goes on."}
          </Text>
        </Group>
      </Stack>
    </Card>
  );
}

function titleOf({ kind, isUpload, source, state }: Work): string {
  const deed = state === "waiting" ? `Waiting to ${kind === "plan" ? "plan" : "sync"}` : deeds[kind];
  return `${deed} ${isUpload ? "the files that were brought" : (source ?? "")}`.trim();
}

function StepLine({ step }: { readonly step: Step }) {
  const { title, state, percent, says } = step;
  const Icon = state === "done" ? IconCheck : state === "now" ? IconLoader : IconCircleDashed;
  const words = { done: "done", now: "under way", todo: "to come" }[state];
  return (
    <li data-state={state}>
      <span className="live-name">
        <Icon size={16} aria-hidden />
        <span>{title}</span>
        <span className="heard">({words})</span>
      </span>
      <Progress.Root size="md" className="live-bar">
        <Progress.Section
          value={percent ?? 100}
          color={state === "done" ? "fern" : "blue"}
          striped={percent === null}
          animated={percent === null}
          withAria={percent !== null}
          aria-label={title}
        />
      </Progress.Root>
      <Text size="sm" className="figures" component="span">
        {says}
      </Text>
    </li>
  );
}

/** Says itself when nothing is heard for a minute: of the worker, or of Muster at all. */
function SignOfLife({ work, unheardSeconds }: { readonly work: Work; readonly unheardSeconds: number }) {
  if (unheardSeconds >= 15)
    return (
      <Text size="sm" fw={600} role="alert">
        This page has not heard from Muster for {counted(unheardSeconds, "second")}. The work goes on without
        it.
      </Text>
    );
  if (work.silentSeconds === null)
    return <Text size="sm">{work.state === "waiting" ? "Not begun" : "Under way"}</Text>;
  const silent = work.silentSeconds + unheardSeconds;
  const isSilent = silent >= silentAfterSeconds;
  return (
    <Text size="sm" fw={isSilent ? 600 : 400} role={isSilent ? "alert" : undefined}>
      <span className="live-dot" data-silent={isSilent} aria-hidden />
      {isSilent ? "No sign of life for" : "Last sign of life"} {counted(silent, "second")}
      {isSilent ? "" : " ago"}
    </Text>
  );
}

function Stop({ work }: { readonly work: Work }) {
  const [isOpen, dialog] = useDisclosure();
  const stop = useDeed(cancelSync);
  const may = useMay("decide");
  const { errandId, cancelAskedBy, leaves, source, kind, isUpload } = work;
  const what = kind === "plan" ? "planning" : "sync";
  if (!may || errandId === null) return null;
  if (cancelAskedBy !== null) return <Text size="sm">{cancelAskedBy} asked it to stop.</Text>;
  const send = () =>
    stop.mutate(
      { params: { errand: errandId } },
      {
        onSuccess: ({ says }) => {
          told(says);
          dialog.close();
        },
      },
    );
  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPlayerStop size={14} aria-hidden />}
        onClick={dialog.open}
      >
        Stop
      </Button>
      <Modal
        opened={isOpen}
        onClose={dialog.close}
        title={`Stop the ${what} of ${isUpload ? "these files" : (source ?? "this source")}?`}
      >
        <Stack>
          <Text>{leaves}</Text>
          {stop.error === null ? null : <MessageCard message={stop.error.problem} />}
          <Group justify="end">
            <Button variant="default" onClick={dialog.close}>
              Let it go on
            </Button>
            <Button color="red.9" onClick={send} loading={stop.isPending}>
              Stop this {what}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
