import { notifications } from "@mantine/notifications";

/** How long a word about a deed stays, in ms: long enough to be read twice. */
const staysMs = 8000;

/** Says that a deed was done, in a corner of every page: "The source runs now." Screen readers hear it too. */
export function told(text: string): void {
  notifications.show({
    ...{ message: text, color: "fern", autoClose: staysMs, withBorder: true, role: "status" },
    closeButtonProps: { "aria-label": "Close" },
  });
}
