import { NativeSelect } from "@mantine/core";
import { addMember } from "@muster/api/resource/classroom.ts";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { DialogButton } from "./DialogButton.tsx";
import { EditForm } from "./EditForm.tsx";
import { PersonPicker, type Picked } from "./PersonPicker.tsx";
import { useEdit } from "./use-edit.tsx";

const roles = ["teacher", "co-teacher", "aide", "student"] as const;

/** Puts somebody into a class by hand; no sync takes them out again. */
export function AddMember({ classroomId, title }: { readonly classroomId: number; readonly title: string }) {
  return (
    <DialogButton
      label="Add somebody"
      title={`Add somebody to ${title}`}
      size="compact-sm"
      variant="default"
      leftSection={<IconPlus size={14} aria-hidden />}
    >
      {(close) => <MemberForm classroomId={classroomId} title={title} onClose={close} />}
    </DialogButton>
  );
}

function MemberForm({
  classroomId,
  title,
  onClose,
}: {
  readonly classroomId: number;
  readonly title: string;
  readonly onClose: () => void;
}) {
  const edit = useEdit(addMember);
  const [picked, setPicked] = useState<Picked | undefined>(undefined);
  const [role, setRole] = useState<(typeof roles)[number]>("co-teacher");
  const save = (): void => {
    if (picked === undefined) return;
    edit.run(
      { params: { classroom: classroomId }, body: { personId: picked.personId, role } },
      `${picked.name} is in ${title} now. No sync takes them out.`,
      onClose,
    );
  };
  return (
    <EditForm
      edit={edit}
      save="Add to the class"
      isReady={picked !== undefined}
      onLeave={onClose}
      onSave={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <PersonPicker
        label="Person"
        role={role === "student" ? "student" : "staff"}
        picked={picked}
        onPick={setPicked}
      />
      <NativeSelect
        label="As"
        data={[...roles]}
        value={role}
        onChange={(event) => setRole(roles.find((one) => one === event.currentTarget.value) ?? "co-teacher")}
      />
    </EditForm>
  );
}
