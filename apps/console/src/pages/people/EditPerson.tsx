import { Button, Group, Modal, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { editPerson } from "@muster/api/resource/person.ts";
import { IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { EditTrouble } from "./EditTrouble.tsx";
import { fieldOfRefusal } from "./refused-field.ts";
import type { ShownPerson } from "./shown.ts";
import { useEdit } from "./use-edit.tsx";

/** Changes name, contact or language by hand; says at once what the next sync would set again. */
export function EditPerson({ person }: { readonly person: ShownPerson }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setOpen(true)}>
        Edit
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={`Edit ${person.name}`}
        size="lg"
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <EditForm person={person} onDone={() => setOpen(false)} />
      </Modal>
    </>
  );
}

function EditForm({ person, onDone }: { readonly person: ShownPerson; readonly onDone: () => void }) {
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
  const problems = Object.entries(form.errors).map(([field, text]) => ({ code: field, text: String(text) }));
  const save = form.onSubmit((values) => {
    const changed = Object.fromEntries(
      Object.entries(values).filter(([field, value]) => value.trim() !== held[field]),
    );
    edit.run({ params: { person: person.personId }, body: changed }, `${person.name} was changed.`, onDone);
  });
  return (
    <form onSubmit={save} noValidate>
      <Stack>
        <EditTrouble
          error={edit.error}
          refused={problems.length > 0 ? problems : edit.refused}
          fieldOf={(code) => `edit-${fieldOfRefusal[code] ?? code}`}
        />
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
              label={`${label.charAt(0).toUpperCase()}${label.slice(1)}`}
              autoComplete="off"
              {...form.getInputProps(field)}
            />
          ))}
        </SimpleGrid>
        <Group justify="end">
          <Button variant="default" onClick={onDone}>
            Leave it
          </Button>
          <Button type="submit" loading={edit.isPending}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
