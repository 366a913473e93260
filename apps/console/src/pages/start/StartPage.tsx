import { Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { turnSession } from "@muster/api/resource/session.ts";
import { makePractice, showStart } from "@muster/api/resource/start.ts";
import type { Answered } from "@muster/api/route.ts";
import { shortHash } from "@muster/rules/report/short-hash.ts";
import { IconCircle, IconCircleCheckFilled, IconCircleDot } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useAsk, useDeed } from "../../data/use-ask.ts";
import { useMay, useSession } from "../../data/use-session.ts";
import { Answer } from "../../parts/Answer.tsx";
import { DeedTrouble } from "../../parts/DeedTrouble.tsx";
import { PageHead } from "../../parts/PageHead.tsx";
import { NameDistrict } from "./NameDistrict.tsx";
import { NewDistrict } from "./NewDistrict.tsx";

export type Start = Answered<typeof showStart>;
type Step = Start["steps"][number];

/** From nothing to a first safe sync: a step is green when a machine has checked it, and the page can be left at any time. */
export function StartPage() {
  const session = useSession();
  const start = useAsk(showStart, {}, { everyMs: 5_000 });
  return (
    <>
      <PageHead
        title="Set up your district"
        says={`${session?.district.name ?? ""}: about 15 minutes. You can leave and come back; nothing you did is lost.`}
      />
      <Answer of={start} lines={7}>
        {(shown) => (
          <Stack gap="lg" maw={860}>
            {shown.isDone ? (
              <Card withBorder>
                <Text fw={600}>
                  The first safe sync is done. Everything from here on is shown before it happens.
                </Text>
              </Card>
            ) : null}
            <ol style={{ listStyle: "none", margin: 0, padding: 0, display: "grid", gap: "0.75rem" }}>
              {shown.steps.map((step) => (
                <StepCard key={step.id} step={step} start={shown} />
              ))}
            </ol>
            <Practice start={shown} />
            <NewDistrict choices={shown} />
          </Stack>
        )}
      </Answer>
    </>
  );
}

const signs = {
  done: { icon: IconCircleCheckFilled, word: "Done", color: "var(--mantine-color-green-filled)" },
  next: { icon: IconCircleDot, word: "Next", color: "var(--mantine-primary-color-filled)" },
  later: { icon: IconCircle, word: "Later", color: "var(--mantine-color-dimmed)" },
} as const;

function StepCard({ step, start }: { readonly step: Step; readonly start: Start }) {
  const { icon: Icon, word, color } = signs[step.state];
  const [isOpen, setOpen] = useState(false);
  const isShown = step.state === "next" || isOpen;
  const openWord = step.state === "done" ? "Open" : "Look ahead";
  return (
    <Card withBorder component="li" aria-current={step.state === "next" ? "step" : undefined}>
      <Group align="start" wrap="nowrap" gap="sm">
        <Icon size={26} color={color} aria-label={word} style={{ flex: "none" }} />
        <Stack gap={4} style={{ flex: 1, minWidth: 0 }}>
          <Group justify="space-between" gap="xs">
            <Title order={2} size="h5">
              {step.title}
            </Title>
            <Text size="sm" c="dimmed">
              {step.minutes}
            </Text>
          </Group>
          {step.state === "done" ? <Text size="sm">{`Checked: ${step.proof}`}</Text> : null}
          {isShown ? (
            <>
              {step.state === "done" ? null : <Text size="sm">{step.says}</Text>}
              <StepDeed step={step} start={start} />
            </>
          ) : (
            <Group>
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => setOpen(true)}
                aria-label={`${openWord}: ${step.title}`}
              >
                {openWord}
              </Button>
            </Group>
          )}
        </Stack>
      </Group>
    </Card>
  );
}

/** What is done in a step, or where. */
function StepDeed({ step, start }: { readonly step: Step; readonly start: Start }) {
  const source = start.source === null ? undefined : String(start.source);
  const variant = step.state === "next" ? "filled" : "default";
  switch (step.id) {
    case "district":
      return <NameDistrict start={start} />;
    case "source":
      return (
        <Group>
          <Button
            variant={variant}
            component={Link}
            to={source === undefined ? "/sources/new" : `/sources/${source}`}
          >
            {source === undefined ? "Choose a source" : "Go to the source"}
          </Button>
          <Button variant="default" component={Link} to="/sources/files">
            Bring files from this computer
          </Button>
        </Group>
      );
    case "files":
      return (
        <Group>
          <Button
            variant={variant}
            component={Link}
            to={source === undefined ? "/sources/files" : `/sources/${source}`}
          >
            {source === undefined ? "Bring files" : "Fetch and plan"}
          </Button>
        </Group>
      );
    case "schools":
      return (
        <Group>
          <Button variant={variant} component={Link} to="/sources/schools">
            Match schools
          </Button>
        </Group>
      );
    case "plan":
    case "first-sync":
      return (
        <Group>
          <Button
            variant={variant}
            component={Link}
            to={start.planHash === null ? "/changes" : `/changes/${shortHash(start.planHash)}`}
          >
            {step.id === "plan" ? "Look at the plan" : "Decide about the plan"}
          </Button>
        </Group>
      );
    case "nightly":
      return (
        <Group>
          <Button
            variant={variant}
            component={Link}
            to={source === undefined ? "/sources/new" : `/sources/${source}`}
          >
            Check and enable a source
          </Button>
        </Group>
      );
    default:
      return step.id satisfies never;
  }
}

/** A district of made-up people, from the first minute on. */
function Practice({ start }: { readonly start: Start }) {
  const session = useSession();
  const mayGovern = useMay("govern");
  const make = useDeed(makePractice);
  const turn = useDeed(turnSession);
  if (start.practice !== null && start.practice === session?.district.districtId) return null;
  if (start.practice === null && !mayGovern) return null;
  const go = (districtId: number) =>
    turn.mutate({ body: { districtId } }, { onSuccess: () => window.location.assign("/") });
  const error = make.error ?? turn.error;
  return (
    <Card withBorder component="section" aria-labelledby="practice">
      <Stack gap="sm">
        <Title order={2} size="h5" id="practice">
          Rather look around first?
        </Title>
        <Text size="sm">
          A practice district has three schools of made-up people who have lived through a Monday and a
          Tuesday. On Tuesday something went wrong in the export: see what Muster makes of it.
        </Text>
        <DeedTrouble error={error} />
        <Group>
          <Button
            variant="default"
            loading={make.isPending || turn.isPending}
            onClick={() =>
              start.practice === null
                ? make.mutate({}, { onSuccess: ({ districtId }) => go(districtId) })
                : go(start.practice)
            }
          >
            {start.practice === null ? "Try with a practice district" : "Go to the practice district"}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}
