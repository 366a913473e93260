import { Modal, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { createClassroom } from "@muster/api/resource/classroom.ts";
import { useNavigate } from "@tanstack/react-router";
import { EditForm } from "./EditForm.tsx";
import { SchoolField } from "./SchoolField.tsx";
import { useEdit } from "./use-edit.tsx";

/** Makes a class by hand; no sync closes it. */
export function NewClass({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Add a class" closeButtonProps={{ "aria-label": "Close" }}>
      <NewClassForm onClose={onClose} />
    </Modal>
  );
}

function NewClassForm({ onClose }: { readonly onClose: () => void }) {
  const navigate = useNavigate();
  const edit = useEdit(createClassroom);
  const form = useForm({
    initialValues: { title: "", classCode: "", schoolId: "" },
    validate: {
      title: (value) => (value.trim() === "" ? "A class needs a title." : null),
      schoolId: (value) => (value === "" ? "Choose a school." : null),
    },
  });
  const save = form.onSubmit(({ title, classCode, schoolId }) =>
    edit.run(
      { body: { title: title.trim(), classCode: classCode.trim(), schoolId: Number(schoolId) } },
      `${title} was added.`,
      ({ classroomId }) => {
        onClose();
        if (classroomId !== null)
          void navigate({ to: "/people/class/$classroom", params: { classroom: String(classroomId) } });
      },
    ),
  );
  return (
    <EditForm edit={edit} fields="new" problems={form.errors} save="Add" onSave={save} onLeave={onClose}>
      <TextInput id="new-title" label="Title" autoComplete="off" {...form.getInputProps("title")} />
      <TextInput
        id="new-classCode"
        label="Class code"
        autoComplete="off"
        {...form.getInputProps("classCode")}
      />
      <SchoolField id="new-schoolId" first="Choose a school" {...form.getInputProps("schoolId")} />
    </EditForm>
  );
}
