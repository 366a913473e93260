import { Group, Kbd, Table } from "@mantine/core";
import { railPages } from "./rail-pages.ts";
import { TableHeads } from "./TableHeads.tsx";

/** All keys: those that every page knows, and those of the pages that know more. */
export function KeyTable() {
  return (
    <Table>
      <caption className="heard">Keys and what they do</caption>
      <TableHeads of={["Key", "What it does"]} />
      <Table.Tbody>
        {keys.map(([press, does]) => (
          <Table.Tr key={press.join(" ")}>
            <Table.Td>
              <Group gap={4}>
                {press.map((one) => (
                  <Kbd key={one}>{one}</Kbd>
                ))}
              </Group>
            </Table.Td>
            <Table.Td>{does}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

const keys: readonly (readonly [readonly string[], string])[] = [
  [["Ctrl", "K"], "Go anywhere, find a person, do something"],
  [["/"], "The same; on People & classes, into its search"],
  [["?"], "The list of keys"],
  ...railPages.map(({ key, label }) => [["g", key], `Go to ${label}`] as const),
  [["j"], "In a plan: the next change"],
  [["k"], "In a plan: the change before"],
  [["Enter"], "In a plan: open the change, and why it is so; w does the same"],
  [["x"], "In a plan: select the change, or no longer"],
  [["]"], "In a plan: the next group of changes that are alike"],
  [["["], "In a plan: the group before"],
  [["Esc"], "Close what is open, and go back to where you were"],
];
