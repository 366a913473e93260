import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { editClassroom } from "@muster/api/resource/classroom.ts";
import { IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { EditTrouble } from "./EditTrouble.tsx";
import { fieldOfRefusal } from "./refused-field.ts";
import type { ShownClassroom } from "./shown.ts";
import { useEdit } from "./use-edit.tsx";

/** Renames a class or changes its code or room by hand. */
export function EditClass({ classroom }: { readonly classroom: ShownClassroom }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setOpen(true)}>
        Edit
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={`Edit ${classroom.title}`}
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <EditForm classroom={classroom} onDone={() => setOpen(false)} />
      </Modal>
    </>
  );
}

function EditForm({
  classroom,
  onDone,
}: {
  readonly classroom: ShownClassroom;
  readonly onDone: () => void;
}) {
  const edit = useEdit(editClassroom);
  const { title, classCode, location } = classroom;
  const form = useForm({
    initialValues: { title, classCode, location },
    validate: { title: (value) => (value.trim() === "" ? "A class needs a title." : null) },
  });
  const problems = Object.entries(form.errors).map(([field, text]) => ({ code: field, text: String(text) }));
  const save = form.onSubmit((body) =>
    edit.run({ params: { classroom: classroom.classroomId }, body }, `${body.title} was changed.`, onDone),
  );
  return (
    <form onSubmit={save} noValidate>
      <Stack>
        <EditTrouble
          error={edit.error}
          refused={problems.length > 0 ? problems : edit.refused}
          fieldOf={(code) => `edit-${fieldOfRefusal[code] ?? code}`}
        />
        {classroom.origin === "synced" ? (
          <Text size="sm">
            A source feeds this class: the next sync that reads its row sets these values again.
          </Text>
        ) : null}
        <TextInput id="edit-title" label="Title" autoComplete="off" {...form.getInputProps("title")} />
        <TextInput
          id="edit-classCode"
          label="Class code"
          autoComplete="off"
          {...form.getInputProps("classCode")}
        />
        <TextInput id="edit-location" label="Room" autoComplete="off" {...form.getInputProps("location")} />
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
