import {
  Alert,
  Badge,
  Button,
  Card,
  Checkbox,
  Group,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useForm } from "@mantine/form";
import { addRecipient, listRecipients, removeRecipient, tryRecipient } from "@muster/api/resource/notice.ts";
import type { Answered, Sent } from "@muster/api/route.ts";
import { useState } from "react";
import { useAsk, useDeed } from "../../data/use-ask.ts";
import { Answer } from "../../parts/Answer.tsx";
import { MessageCard } from "../../parts/MessageCard.tsx";
import { told } from "../../parts/told.ts";
import { ago } from "../../parts/words.ts";
import { SecretShown } from "./SecretShown.tsx";
import { SettingsFrame } from "./SettingsFrame.tsx";

type Notices = Answered<typeof listRecipients>;
type Recipient = Notices["items"][number];
type NewKinds = NonNullable<Sent<typeof addRecipient>["body"]["kinds"]>;

/** Who is told of trouble: once for a cause, and once when it is over. */
export function NoticesPage() {
  const notices = useAsk(listRecipients);
  const [secret, setSecret] = useState<string>();
  return (
    <SettingsFrame
      title="Notifications"
      says="Who is told when a sync needs a person: once for a cause, and once when it is over. No mail names a child."
    >
      <Stack gap="lg">
        {secret === undefined ? null : (
          <SecretShown
            title="The webhook's secret"
            says="With it the receiver proves that a message is from Muster. Nobody can look it up later."
            secret={secret}
            onDone={() => setSecret(undefined)}
          />
        )}
        <Answer of={notices}>
          {(data) => (
            <>
              <Trouble trouble={data.trouble} />
              {data.hasMailServer ? null : (
                <Alert color="yellow" title="Muster has no mail server here" role="status">
                  Mails wait until whoever runs Muster names one. Webhooks are sent all the same.
                </Alert>
              )}
              {data.items.length === 0 ? (
                <Text>Nobody is told. Add whoever should hear of it when a sync waits or fails.</Text>
              ) : (
                data.items.map((one) => (
                  <RecipientCard key={one.recipient} recipient={one} kinds={data.kinds} />
                ))
              )}
              <NewRecipient kinds={data.kinds} onSecret={setSecret} />
            </>
          )}
        </Answer>
      </Stack>
    </SettingsFrame>
  );
}

function Trouble({ trouble }: Pick<Notices, "trouble">) {
  if (trouble.length === 0) return <Text size="sm">No trouble is known.</Text>;
  return (
    <Alert color="yellow" title="Open now" role="status">
      {trouble.map(({ subject, says, openedAt, isTold }) => (
        <Text key={subject} size="sm">
          {says}, since {ago(openedAt)}
          {isTold ? "" : " (not told yet: it may pass)"}
        </Text>
      ))}
    </Alert>
  );
}

function RecipientCard({
  recipient: { recipient, kind, address, kinds, reachedAt, problem, waiting, unconfirmed, addedBy },
  kinds: all,
}: {
  readonly recipient: Recipient;
  readonly kinds: Notices["kinds"];
}) {
  const test = useDeed(tryRecipient);
  const remove = useDeed(removeRecipient);
  const params = { recipient };
  const labels = all.filter(({ kind: one }) => kinds.includes(one)).map(({ label }) => label);
  const shown = test.data?.problem ?? test.error?.problem ?? remove.error?.problem ?? problem;
  return (
    <Card withBorder>
      <Stack gap="xs">
        <Group justify="space-between">
          <Group gap="xs">
            <Text fw={600} style={{ overflowWrap: "anywhere" }}>
              {address}
            </Text>
            <Badge variant="default">{kind === "mail" ? "mail" : "webhook"}</Badge>
          </Group>
          <Group gap="xs">
            <Button
              size="xs"
              variant="default"
              loading={test.isPending}
              aria-label={`Send a trial to ${address}`}
              onClick={() =>
                test.mutate(
                  { params },
                  { onSuccess: ({ isTaken }) => isTaken && told(`${address} has taken it.`) },
                )
              }
            >
              Send a trial
            </Button>
            <Button
              size="xs"
              variant="default"
              loading={remove.isPending}
              aria-label={`Tell ${address} no longer`}
              onClick={() =>
                remove.mutate({ params }, { onSuccess: () => told(`${address} is told no longer.`) })
              }
            >
              Remove
            </Button>
          </Group>
        </Group>
        <Text size="sm">
          {labels.length === 0 ? "Told of everything." : `Told when: ${labels.join("; ")}.`}
        </Text>
        <Text size="sm" c="dimmed">
          {reachedAt === null ? "Never reached yet." : `Reached ${ago(reachedAt)}.`} Added by {addedBy}.
          {waiting === 0 ? "" : ` ${waiting} waiting.`}
          {unconfirmed === 0 ? "" : ` ${unconfirmed} of which nobody knows whether they arrived.`}
        </Text>
        {shown === null ? null : <MessageCard message={shown} tone="yellow" />}
      </Stack>
    </Card>
  );
}

function NewRecipient({
  kinds,
  onSecret,
}: {
  readonly kinds: Notices["kinds"];
  readonly onSecret: (secret: string | undefined) => void;
}) {
  const add = useDeed(addRecipient);
  const form = useForm({
    initialValues: { kind: "mail" as "mail" | "webhook", address: "", kinds: [] as NewKinds },
  });
  const isMail = form.values.kind === "mail";
  const submit = form.onSubmit((body) =>
    add.mutate(
      { body },
      {
        onSuccess: ({ secret, address }) => {
          form.reset();
          onSecret(secret ?? undefined);
          told(`${address} is told from now on. Send a trial to see whether it arrives.`);
        },
      },
    ),
  );
  return (
    <Card withBorder>
      <form onSubmit={submit}>
        <Stack maw={560}>
          <Title order={2} size="h4">
            Tell somebody more
          </Title>
          {add.error === null ? null : <MessageCard message={add.error.problem} />}
          <SegmentedControl
            {...form.getInputProps("kind")}
            aria-label="By"
            w="fit-content"
            data={[
              { value: "mail", label: "By mail" },
              { value: "webhook", label: "By webhook" },
            ]}
          />
          <TextInput
            {...form.getInputProps("address")}
            label={isMail ? "E-mail" : "Address of the webhook"}
            placeholder={isMail ? "kim@oak.example.org" : "https://hooks.example.org/muster"}
            required
          />
          <Checkbox.Group
            label="Of what"
            description="None chosen: of everything."
            {...form.getInputProps("kinds")}
          >
            <Stack gap="xs" mt="xs">
              {kinds.map(({ kind, label }) => (
                <Checkbox key={kind} value={kind} label={label} />
              ))}
            </Stack>
          </Checkbox.Group>
          <Button type="submit" w="fit-content" loading={add.isPending}>
            Add
          </Button>
        </Stack>
      </form>
    </Card>
  );
}
