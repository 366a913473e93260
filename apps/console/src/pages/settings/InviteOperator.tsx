import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { inviteOperator } from "@muster/api/resource/operator.ts";
import { useState } from "react";
import { useDeed } from "../../data/use-ask.ts";
import { MessageCard } from "../../parts/MessageCard.tsx";
import { type RoleChoice, RoleFields } from "./RoleFields.tsx";
import type { MadeLink, Operators } from "./settings-answers.ts";

/** Lets somebody in: their name, their address, and what they may do. */
export function InviteOperator({
  schools,
  onMade,
  onClose,
}: {
  readonly schools: Operators["schools"];
  readonly onMade: (made: MadeLink) => void;
  readonly onClose: () => void;
}) {
  const invite = useDeed(inviteOperator);
  const form = useForm({ initialValues: { name: "", email: "" } });
  const [choice, setChoice] = useState<RoleChoice>({ role: "viewer", schoolIds: [] });
  const submit = form.onSubmit((who) =>
    invite.mutate(
      { body: { ...who, role: choice.role, schoolIds: [...choice.schoolIds] } },
      { onSuccess: onMade },
    ),
  );
  return (
    <Modal
      opened
      onClose={onClose}
      title="Invite somebody"
      size="lg"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <form onSubmit={submit}>
        <Stack>
          {invite.error === null ? null : <MessageCard message={invite.error.problem} />}
          <TextInput {...form.getInputProps("name")} label="Name" required data-autofocus />
          <TextInput {...form.getInputProps("email")} label="E-mail" type="email" required />
          <RoleFields choice={choice} schools={schools} onChange={setChoice} />
          <Group justify="end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={invite.isPending}>
              Invite
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
