import { Table, type TableProps } from "@mantine/core";
import type { ReactNode } from "react";

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
        <Table.Thead>
          <Table.Tr>
            {columns.map((name) => (
              <Table.Th key={name} scope="col">
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </section>
  );
}
