import { Group, Kbd, Table } from "@mantine/core";
import { railPages } from "./rail-pages.ts";

/** All keys that every page knows, and those of a plan. */
export function KeyTable() {
  return (
    <Table>
      <caption className="heard">Keys and what they do</caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Key</Table.Th>
          <Table.Th scope="col">What it does</Table.Th>
        </Table.Tr>
      </Table.Thead>
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
  [["/"], "The same"],
  [["?"], "The list of keys"],
  ...railPages.map(({ key, label }) => [["g", key], `Go to ${label}`] as const),
  [["Esc"], "Close what is open"],
  [["j"], "On a plan: the next change"],
  [["k"], "On a plan: the change before"],
  [["Enter"], "On a plan: open the change, and say why it is planned (w does the same)"],
  [["x"], "On a plan: select the change, or no longer"],
  [["]"], "On a plan: the next group of changes that are alike"],
  [["["], "On a plan: the group before"],
];
