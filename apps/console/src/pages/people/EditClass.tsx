import { Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { editClassroom } from "@muster/api/resource/classroom.ts";
import { IconPencil } from "@tabler/icons-react";
import { DialogButton } from "./DialogButton.tsx";
import { EditForm } from "./EditForm.tsx";
import type { ShownClassroom } from "./shown.ts";
import { useEdit } from "./use-edit.tsx";

/** Renames a class or changes its code or room by hand. */
export function EditClass({ classroom }: { readonly classroom: ShownClassroom }) {
  return (
    <DialogButton
      label="Edit"
      title={`Edit ${classroom.title}`}
      leftSection={<IconPencil size={16} aria-hidden />}
    >
      {(close) => <Fields classroom={classroom} onDone={close} />}
    </DialogButton>
  );
}

function Fields({ classroom, onDone }: { readonly classroom: ShownClassroom; readonly onDone: () => void }) {
  const edit = useEdit(editClassroom);
  const { title, classCode, location } = classroom;
  const form = useForm({
    initialValues: { title, classCode, location },
    validate: { title: (value) => (value.trim() === "" ? "A class needs a title." : null) },
  });
  const save = form.onSubmit((body) =>
    edit.run({ params: { classroom: classroom.classroomId }, body }, `${body.title} was changed.`, onDone),
  );
  return (
    <EditForm edit={edit} fields="edit" problems={form.errors} save="Save" onSave={save} onLeave={onDone}>
      {classroom.links.length > 0 ? (
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
    </EditForm>
  );
}
