import { Alert, Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { applyUndo, lookAtUndo } from "@muster/api/resource/run.ts";
import { shortHash } from "@muster/rules/report/short-hash.ts";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useDeed } from "../../data/use-ask.ts";
import { useMay } from "../../data/use-session.ts";
import { MessageCard } from "../../parts/MessageCard.tsx";
import { PageHead } from "../../parts/PageHead.tsx";
import { TextLink } from "../../parts/TextLink.tsx";
import { told } from "../../parts/told.ts";
import { count } from "../../parts/words.ts";
import { CountsTable } from "./CountsTable.tsx";
import { KeptRecords } from "./KeptRecords.tsx";
import type { Look } from "./shown-run.ts";

/** Takes a run back in two steps: look at the plan of it, then do exactly that. */
export function UndoPage() {
  const run = Number(useParams({ strict: false }).run);
  const look = useDeed(lookAtUndo);
  const may = useMay("decide");
  const see = () => look.mutate({ params: { run } });
  return (
    <>
      <PageHead
        title={`Take back run ${run}`}
        says="First the plan of it. Nothing is changed by looking; what people edited since stays as it is."
      />
      <Stack gap="lg">
        {look.error === null ? null : <MessageCard message={look.error.problem} />}
        {look.data !== undefined ? (
          <Planned run={run} look={look.data} again={see} />
        ) : may ? (
          <Group>
            <Button onClick={see} loading={look.isPending}>
              Show what would be taken back
            </Button>
            <TextLink to="/history/$run" params={{ run: String(run) }}>
              Back to run {run}
            </TextLink>
          </Group>
        ) : (
          <Text>Owners and data managers take runs back. Ask one of them.</Text>
        )}
      </Stack>
    </>
  );
}

function Planned({
  run,
  look,
  again,
}: {
  readonly run: number;
  readonly look: Look;
  readonly again: () => void;
}) {
  const navigate = useNavigate();
  const undo = useDeed(applyUndo);
  const { plan } = look;
  const send = (hash: string) =>
    undo.mutate(
      { params: { run }, body: { plan: hash } },
      {
        onSuccess: ({ says, run: done }) => {
          told(says);
          void navigate({ to: "/history/$run", params: { run: String(done) } });
        },
      },
    );
  return (
    <>
      <Alert color={plan === null ? "gray" : "blue"} variant="light" title={look.says} role="status">
        {plan === null ? null : (
          <Text size="sm">
            Whatever is taken back can be brought back: the undo is a run of its own. The next sync weighs the
            whole roster again, and waits for you before it repeats what you took back.
          </Text>
        )}
      </Alert>
      <KeptRecords kept={look.kept} total={look.keptTotal} />
      {plan === null ? null : (
        <Card withBorder>
          <Stack>
            <Title order={2} size="h4">
              The undo in numbers
            </Title>
            <CountsTable counts={look.counts} caption="What the undo would change" />
            <TextLink to="/changes/$plan" params={{ plan: shortHash(plan) }} size="sm">
              See each of its changes
            </TextLink>
            {undo.error === null ? null : <MessageCard message={undo.error.problem} />}
            <Group>
              <Button color="red.9" onClick={() => send(plan)} loading={undo.isPending}>
                Undo {count(look.changes)} {look.changes === 1 ? "change" : "changes"}
              </Button>
              <Button variant="default" onClick={again}>
                Look again
              </Button>
              <TextLink to="/history/$run" params={{ run: String(run) }}>
                Leave it as it is
              </TextLink>
            </Group>
          </Stack>
        </Card>
      )}
    </>
  );
}
