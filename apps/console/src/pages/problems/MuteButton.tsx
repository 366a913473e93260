import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { muteProblem, unmuteProblem } from "@muster/api/resource/finding.ts";
import { type FormEvent, useState } from "react";
import { useDeed } from "../../data/use-ask.ts";
import { useMay } from "../../data/use-session.ts";
import { MessageCard } from "../../parts/MessageCard.tsx";
import { told } from "../../parts/told.ts";
import { counted } from "../../parts/words.ts";
import type { Cause } from "./problem-cause.ts";

const dayMs = 86_400_000;

/** Leaves a problem for now, with a reason and an end; or takes it up again. */
export function MuteButton({ cause }: { readonly cause: Cause }) {
  const [isAsking, ask] = useDisclosure();
  const unmute = useDeed(unmuteProblem);
  if (!useMay("decide")) return null;
  if (cause.mute !== null)
    return (
      <Button
        variant="default"
        size="xs"
        loading={unmute.isPending}
        onClick={() =>
          unmute.mutate(
            { params: { code: cause.code } },
            { onSuccess: () => told("It is among the open problems again.") },
          )
        }
      >
        Take it up again
      </Button>
    );
  return (
    <>
      <Button variant="default" size="xs" onClick={ask.open}>
        Mute for now
      </Button>
      <Modal
        opened={isAsking}
        onClose={ask.close}
        title="Mute for now"
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <MuteForm cause={cause} onDone={ask.close} />
      </Modal>
    </>
  );
}

function MuteForm({ cause, onDone }: { readonly cause: Cause; readonly onDone: () => void }) {
  const mute = useDeed(muteProblem);
  const [reason, setReason] = useState("");
  const [until, setUntil] = useState(dayFromNow(14));
  const send = (): void => {
    mute.mutate(
      { params: { code: cause.code }, body: { reason, until } },
      {
        onSuccess: () => {
          told(`Muted: ${cause.message.what}`);
          onDone();
        },
      },
    );
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    send();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">
          {counted(cause.count, "finding")} and all that come with the code {cause.code} are told apart until
          then. They are still counted, in the files for download too, and whoever reads the list sees your
          reason.
        </Text>
        <Textarea
          label="Reason"
          required
          minLength={3}
          maxLength={500}
          autosize
          minRows={2}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <TextInput
          label="Last day"
          description="At most a year from today. It comes back by itself on the day after."
          type="date"
          required
          min={dayFromNow(0)}
          max={dayFromNow(365)}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
        {mute.error === null ? null : <MessageCard message={mute.error.problem} />}
        <Group justify="end">
          <Button variant="default" onClick={onDone}>
            Not now
          </Button>
          <Button type="submit" loading={mute.isPending}>
            Mute
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function dayFromNow(days: number): string {
  return new Date(Date.now() + days * dayMs).toISOString().slice(0, 10);
}
