import { Button, type ButtonProps, Group, Modal, Stack, Text } from "@mantine/core";
import type { Values } from "@muster/api/address-of.ts";
import type { Route } from "@muster/api/route.ts";
import { type ReactNode, useState } from "react";
import { EditTrouble } from "./EditTrouble.tsx";
import { useEdit } from "./use-edit.tsx";

/** A deed by hand that is asked about once: what it does, and what becomes of it, stand beside its button. */
export function DeedButton<R extends Route>({
  route,
  values,
  label,
  about,
  says,
  done,
  icon,
  ...look
}: {
  readonly route: R;
  readonly values: Values<R>;
  /** What the button says: a verb and its noun. */
  readonly label: string;
  /** Which of several such buttons it is, for those who hear the page. */
  readonly about?: string;
  readonly says: string;
  readonly done: string;
  readonly icon?: ReactNode;
} & ButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const edit = useEdit(route);
  const close = (): void => {
    setOpen(false);
    edit.clear();
  };
  return (
    <>
      <Button
        variant="default"
        leftSection={icon}
        {...look}
        {...(about === undefined ? {} : { "aria-label": `${label}: ${about}` })}
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
        title={about === undefined ? label : `${label}: ${about}`}
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <Stack>
          <EditTrouble error={edit.error} refused={edit.refused} />
          <Text size="sm">{says}</Text>
          <Text size="sm">It stands in the history at once, and can be undone there.</Text>
          <Group justify="end">
            <Button variant="default" onClick={close}>
              Leave it
            </Button>
            <Button loading={edit.isPending} onClick={() => edit.run(values, done, close)}>
              {label}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
