import { TextInput } from "@mantine/core";
import { addGuardian } from "@muster/api/resource/person.ts";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { DialogButton } from "./DialogButton.tsx";
import { EditForm } from "./EditForm.tsx";
import { PersonPicker, type Picked } from "./PersonPicker.tsx";
import { useEdit } from "./use-edit.tsx";

/** Links a person to a student as family, by hand; no sync takes it back. */
export function AddGuardian({ personId, name }: { readonly personId: number; readonly name: string }) {
  return (
    <DialogButton
      label="Add a guardian"
      title={`Add a guardian of ${name}`}
      size="compact-sm"
      variant="default"
      leftSection={<IconPlus size={14} aria-hidden />}
    >
      {(close) => <GuardianForm personId={personId} name={name} onClose={close} />}
    </DialogButton>
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
    <EditForm
      edit={edit}
      save="Add the guardian"
      isReady={picked !== undefined}
      onLeave={onClose}
      onSave={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <PersonPicker label="Guardian" picked={picked} onPick={setPicked} />
      <TextInput
        label="Relationship"
        placeholder="mother"
        value={relationship}
        onChange={(event) => setRelationship(event.currentTarget.value)}
        autoComplete="off"
      />
    </EditForm>
  );
}
