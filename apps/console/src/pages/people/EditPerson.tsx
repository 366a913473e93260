import { SimpleGrid, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { editPerson } from "@muster/api/resource/person.ts";
import { capital } from "@muster/rules/report/letter-case.ts";
import { IconPencil } from "@tabler/icons-react";
import { DialogButton } from "./DialogButton.tsx";
import { EditForm } from "./EditForm.tsx";
import type { ShownPerson } from "./shown.ts";
import { useEdit } from "./use-edit.tsx";

/** Changes name, contact or language by hand; says at once what the next sync would set again. */
export function EditPerson({ person }: { readonly person: ShownPerson }) {
  return (
    <DialogButton
      label="Edit"
      title={`Edit ${person.name}`}
      width="lg"
      leftSection={<IconPencil size={16} aria-hidden />}
    >
      {(close) => <Fields person={person} onDone={close} />}
    </DialogButton>
  );
}

function Fields({ person, onDone }: { readonly person: ShownPerson; readonly onDone: () => void }) {
  const edit = useEdit(editPerson);
  const held: Readonly<Record<string, string>> = Object.fromEntries(
    person.fields.map(({ field, value }) => [field, value]),
  );
  const form = useForm<Record<string, string>>({
    initialValues: { ...held },
    validate: (values) => ({
      ...(values.givenName?.trim() === "" && values.familyName?.trim() === ""
        ? { givenName: "A person needs a first name or a last name." }
        : {}),
      ...(values.email !== "" && !/^[^\s@]+@[^\s@]+$/.test(values.email ?? "")
        ? { email: "That is no e-mail address." }
        : {}),
    }),
  });
  const save = form.onSubmit((values) => {
    const changed = Object.fromEntries(
      Object.entries(values).filter(([field, value]) => value.trim() !== held[field]),
    );
    edit.run({ params: { person: person.personId }, body: changed }, `${person.name} was changed.`, onDone);
  });
  return (
    <EditForm edit={edit} fields="edit" problems={form.errors} save="Save" onSave={save} onLeave={onDone}>
      {person.origin === "synced" ? (
        <Text size="sm">
          A source lists {person.name}. What you change here is set again by a sync where the rules of your
          district say so; you are told at once.
        </Text>
      ) : null}
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {person.fields.map(({ field, label }) => (
          <TextInput
            key={field}
            id={`edit-${field}`}
            label={capital(label)}
            autoComplete="off"
            {...form.getInputProps(field)}
          />
        ))}
      </SimpleGrid>
    </EditForm>
  );
}
