import { Button, type ButtonProps, Modal, type ModalProps } from "@mantine/core";
import { type ReactNode, useState } from "react";

/** A button that opens a dialog; what stands in it is told how to close it. */
export function DialogButton({
  label,
  title,
  width = "md",
  children,
  ...look
}: {
  /** What the button says: a verb and its noun. */
  readonly label: string;
  readonly title: string;
  readonly width?: NonNullable<ModalProps["size"]>;
  readonly children: (close: () => void) => ReactNode;
} & Omit<ButtonProps, "children">) {
  const [isOpen, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  return (
    <>
      <Button {...look} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
        title={title}
        size={width}
        closeButtonProps={{ "aria-label": "Close" }}
      >
        {children(close)}
      </Modal>
    </>
  );
}
