import { Table, type TableProps } from "@mantine/core";
import type { ReactNode } from "react";
import { TableHeads } from "./TableHeads.tsx";

/** A table that scrolls in its own box where the page is narrow, also from the keyboard; its caption names both. */
export function TableBox({
  caption,
  columns,
  children,
  ...rest
}: {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly children: ReactNode;
} & Pick<TableProps, "miw" | "verticalSpacing">) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section style={{ overflowX: "auto" }} tabIndex={0} aria-label={caption}>
      <Table captionSide="top" {...rest}>
        <Table.Caption ta="start">{caption}</Table.Caption>
        <TableHeads of={columns} />
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </section>
  );
}
