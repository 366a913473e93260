import { Button, Group, Modal, NativeSelect, Stack } from "@mantine/core";
import { addMember } from "@muster/api/resource/classroom.ts";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { EditTrouble } from "./EditTrouble.tsx";
import { PersonPicker, type Picked } from "./PersonPicker.tsx";
import { useEdit } from "./use-edit.tsx";

const roles = ["teacher", "co-teacher", "aide", "student"] as const;

/** Puts somebody into a class by hand; no sync takes them out again. */
export function AddMember({ classroomId, title }: { readonly classroomId: number; readonly title: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        Add somebody
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={`Add somebody to ${title}`}
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <MemberForm classroomId={classroomId} title={title} onClose={() => setOpen(false)} />
      </Modal>
    </>
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
    <Stack>
      <EditTrouble error={edit.error} refused={edit.refused} />
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
      <Group justify="end">
        <Button variant="default" onClick={onClose}>
          Leave it
        </Button>
        <Button disabled={picked === undefined} loading={edit.isPending} onClick={save}>
          Add to the class
        </Button>
      </Group>
    </Stack>
  );
}
