import { Button, Group, Modal, Stack } from "@mantine/core";
import { changeOperator } from "@muster/api/resource/operator.ts";
import { useState } from "react";
import { useDeed } from "../../data/use-ask.ts";
import { MessageCard } from "../../parts/MessageCard.tsx";
import { told } from "../../parts/told.ts";
import { type RoleChoice, RoleFields } from "./RoleFields.tsx";
import type { ListedOperator, Operators } from "./settings-answers.ts";

/** Changes what somebody may do. */
export function ChangeRole({
  operator,
  schools,
  onClose,
}: {
  readonly operator: ListedOperator;
  readonly schools: Operators["schools"];
  readonly onClose: () => void;
}) {
  const change = useDeed(changeOperator);
  const [choice, setChoice] = useState<RoleChoice>(operator);
  const { name } = operator;
  const save = () =>
    change.mutate(
      {
        params: { operator: operator.operator },
        body: { role: choice.role, schoolIds: [...choice.schoolIds] },
      },
      {
        onSuccess: () => {
          told(`${name}: it counts from their next click.`);
          onClose();
        },
      },
    );
  return (
    <Modal
      opened
      onClose={onClose}
      title={`What ${name} may do`}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <Stack>
        {change.error === null ? null : <MessageCard message={change.error.problem} />}
        <RoleFields choice={choice} schools={schools} onChange={setChoice} />
        <Group justify="end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button onClick={save} loading={change.isPending}>
            Save
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
