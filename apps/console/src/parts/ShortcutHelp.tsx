import { Group, Kbd, Modal, Stack, Switch, Table } from "@mantine/core";
import { railPages } from "./rail-pages.ts";
import { useShortcutsOn } from "./use-shortcuts.ts";

/** All keys that every page knows, and the switch that turns them off. */
export function ShortcutHelp({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  const [isOn, setOn] = useShortcutsOn();
  return (
    <Modal opened={isOpen} onClose={onClose} title="Keys" closeButtonProps={{ "aria-label": "Close" }}>
      <Stack>
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
        <Switch
          checked={isOn}
          onChange={(event) => setOn(event.currentTarget.checked)}
          label="Single keys do something"
          description="Switch it off if you speak to your computer. Ctrl-K always works."
        />
      </Stack>
    </Modal>
  );
}

const keys: readonly (readonly [readonly string[], string])[] = [
  [["Ctrl", "K"], "Go anywhere, find a person, do something"],
  [["/"], "The same"],
  [["?"], "This list"],
  ...railPages.map(({ key, label }) => [["g", key], `Go to ${label}`] as const),
  [["Esc"], "Close what is open"],
];
