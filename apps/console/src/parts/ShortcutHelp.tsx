import { Modal, Stack } from "@mantine/core";
import { KeyTable } from "./KeyTable.tsx";
import { ShortcutSwitch } from "./ShortcutSwitch.tsx";

/** All keys that every page knows, and the switch that turns them off. */
export function ShortcutHelp({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Keys" closeButtonProps={{ "aria-label": "Close" }}>
      <Stack>
        <KeyTable />
        <ShortcutSwitch />
      </Stack>
    </Modal>
  );
}
