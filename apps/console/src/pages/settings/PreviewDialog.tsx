import { Badge, Button, Group, List, Modal, Skeleton, Stack, Table, Text, Title } from "@mantine/core";
import type { previewSetting } from "@muster/api/resource/setting.ts";
import type { Answered } from "@muster/api/route.ts";
import type { UseMutationResult } from "@tanstack/react-query";
import type { AskError } from "../../data/ask.ts";
import { MessageCard } from "../../parts/MessageCard.tsx";
import { count } from "../../parts/words.ts";

type Preview = Answered<typeof previewSetting>;

/** What another value of a setting would change, before anybody saves it. */
export function PreviewDialog({
  isOpen,
  title,
  preview,
  isSaving,
  onSave,
  onClose,
}: {
  readonly isOpen: boolean;
  readonly title: string;
  readonly preview: Pick<UseMutationResult<Preview, AskError, never>, "data" | "error" | "isPending">;
  readonly isSaving: boolean;
  readonly onSave: () => void;
  readonly onClose: () => void;
}) {
  const { data, error, isPending } = preview;
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={title}
      size="lg"
      centered
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <Stack>
        {isPending ? (
          <Stack aria-busy="true" role="status" aria-label="Planning what would change">
            <Text size="sm">Planning the roster with and without it …</Text>
            <Skeleton height={24} />
            <Skeleton height={24} />
          </Stack>
        ) : null}
        {error === null || isPending ? null : <MessageCard message={error.problem} />}
        {data === undefined || isPending ? null : <Found preview={data} />}
        <Group justify="end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button onClick={onSave} loading={isSaving} disabled={isPending}>
            {data === undefined ? "Save all the same" : "Save"}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** More rows than that nobody reads in a dialog; the counts say the rest. */
const mostRows = 20;

function Found({ preview: { says, more, changes, gates } }: { readonly preview: Preview }) {
  return (
    <>
      <Text fw={600}>{says}</Text>
      {changes.length === 0 ? null : <ChangesTable changes={changes} />}
      <Gates title="Would wait for a person" gates={gates.filter(({ isNew }) => isNew)} />
      <Gates title="Would no longer wait" gates={gates.filter(({ isNew }) => !isNew)} />
      <Text size="sm" c="dimmed">
        {more}
      </Text>
    </>
  );
}

function Gates({ title, gates }: { readonly title: string; readonly gates: Preview["gates"] }) {
  if (gates.length === 0) return null;
  return (
    <Stack gap={4}>
      <Title order={3} size="h6">
        {title}
      </Title>
      <List size="sm">
        {gates.slice(0, mostRows).map(({ message }) => (
          <List.Item key={`${message.code} ${message.what}`}>{message.what}</List.Item>
        ))}
        {gates.length > mostRows ? <List.Item>and {count(gates.length - mostRows)} more</List.Item> : null}
      </List>
    </Stack>
  );
}

const actionWords = { create: "new", update: "changed", archive: "archived", restore: "restored" } as const;

function ChangesTable({ changes }: { readonly changes: Preview["changes"] }) {
  const rest = changes.slice(mostRows).reduce((sum, { count: some }) => sum + some, 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached from the keyboard
    <section aria-label="What would change" tabIndex={0} style={{ overflowX: "auto" }}>
      <Table withTableBorder>
        <Table.Caption>
          {rest === 0 ? "By school and kind of record" : `and ${count(rest)} more changes in other schools`}
        </Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">School</Table.Th>
            <Table.Th scope="col">What</Table.Th>
            <Table.Th scope="col">How</Table.Th>
            <Table.Th scope="col" ta="right">
              How many
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {changes.slice(0, mostRows).map((one) => (
            <Table.Tr key={`${one.source} ${one.type} ${one.school} ${one.action} ${one.isUndone}`}>
              <Table.Td>{one.school === "" ? "No school" : one.school}</Table.Td>
              <Table.Td>{one.noun}</Table.Td>
              <Table.Td>
                {actionWords[one.action]}
                {one.isUndone ? (
                  <Badge ml="xs" variant="default">
                    not any more
                  </Badge>
                ) : null}
              </Table.Td>
              <Table.Td ta="right">{count(one.count)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
