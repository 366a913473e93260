import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { addGuardian } from "@muster/api/resource/person.ts";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { EditTrouble } from "./EditTrouble.tsx";
import { PersonPicker, type Picked } from "./PersonPicker.tsx";
import { useEdit } from "./use-edit.tsx";

/** Links a person to a student as family, by hand; no sync takes it back. */
export function AddGuardian({ personId, name }: { readonly personId: number; readonly name: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        Add a guardian
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={`Add a guardian of ${name}`}
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <GuardianForm personId={personId} name={name} onClose={() => setOpen(false)} />
      </Modal>
    </>
  );
}

function GuardianForm({
  personId,
  name,
  onClose,
}: {
  readonly personId: number;
  readonly name: string;
  readonly onClose: () => void;
}) {
  const edit = useEdit(addGuardian);
  const [picked, setPicked] = useState<Picked | undefined>(undefined);
  const [relationship, setRelationship] = useState("");
  const save = (): void => {
    if (picked === undefined) return;
    const body = { guardianId: picked.personId, relationship };
    edit.run(
      { params: { person: personId }, body },
      `${picked.name} is now family of ${name}. No sync takes that back.`,
      onClose,
    );
  };
  return (
    <Stack>
      <EditTrouble error={edit.error} refused={edit.refused} />
      <PersonPicker label="Guardian" picked={picked} onPick={setPicked} />
      <TextInput
        label="Relationship"
        placeholder="mother"
        value={relationship}
        onChange={(event) => setRelationship(event.currentTarget.value)}
        autoComplete="off"
      />
      <Group justify="end">
        <Button variant="default" onClick={onClose}>
          Leave it
        </Button>
        <Button disabled={picked === undefined} loading={edit.isPending} onClick={save}>
          Add the guardian
        </Button>
      </Group>
    </Stack>
  );
}
