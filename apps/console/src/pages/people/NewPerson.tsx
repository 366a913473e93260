import { Modal, NativeSelect, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { createPerson } from "@muster/api/resource/person.ts";
import { useNavigate } from "@tanstack/react-router";
import { EditForm } from "./EditForm.tsx";
import { SchoolField } from "./SchoolField.tsx";
import { useEdit } from "./use-edit.tsx";

type Role = "student" | "staff" | "guardian";
const nouns = { student: "student", staff: "staff member", guardian: "guardian" } as const;

/** Makes a person by hand; no sync removes them. */
export function NewPerson({
  role,
  isOpen,
  onClose,
}: {
  readonly role: Role;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={`Add a ${nouns[role]}`}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <NewPersonForm role={role} onClose={onClose} />
    </Modal>
  );
}

const titles = ["teacher", "aide", "proctor", "administrator"] as const;

function NewPersonForm({ role, onClose }: { readonly role: Role; readonly onClose: () => void }) {
  const navigate = useNavigate();
  const edit = useEdit(createPerson);
  const form = useForm({
    initialValues: { givenName: "", familyName: "", email: "", schoolId: "", title: "teacher", grade: "" },
    validate: {
      givenName: (value, { familyName }) =>
        `${value}${familyName}`.trim() === "" ? "A person needs a first name or a last name." : null,
      schoolId: (value) => (role !== "guardian" && value === "" ? "Choose a school." : null),
    },
  });
  const save = form.onSubmit(({ schoolId, title, grade, ...fields }) =>
    edit.run(
      {
        body: {
          ...{ role, fields, schoolId: role === "guardian" ? 0 : Number(schoolId) },
          ...(role === "staff" ? { title: titles.find((one) => one === title) ?? "teacher" } : {}),
          ...(role === "student" && grade.trim() !== "" ? { grades: [grade.trim()] } : {}),
        },
      },
      `${fields.givenName} ${fields.familyName} was added.`,
      ({ personId }) => {
        onClose();
        if (personId !== null) void navigate({ to: "/people/$person", params: { person: String(personId) } });
      },
    ),
  );
  return (
    <EditForm edit={edit} fields="new" problems={form.errors} save="Add" onSave={save} onLeave={onClose}>
      <TextInput
        id="new-givenName"
        label="First name"
        autoComplete="off"
        {...form.getInputProps("givenName")}
      />
      <TextInput
        id="new-familyName"
        label="Last name"
        autoComplete="off"
        {...form.getInputProps("familyName")}
      />
      <TextInput id="new-email" label="E-mail" autoComplete="off" {...form.getInputProps("email")} />
      {role === "guardian" ? (
        <Text size="sm">Link them to their students afterwards, on the page of each student.</Text>
      ) : (
        <SchoolField id="new-schoolId" first="Choose a school" {...form.getInputProps("schoolId")} />
      )}
      {role === "staff" ? (
        <NativeSelect label="Title" data={[...titles]} {...form.getInputProps("title")} />
      ) : null}
      {role === "student" ? (
        <TextInput label="Grade" placeholder="04" autoComplete="off" {...form.getInputProps("grade")} />
      ) : null}
    </EditForm>
  );
}
