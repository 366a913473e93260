import { Code, Group, Stack, Table, Text } from "@mantine/core";
import { revokeClient, rotateClient } from "@muster/api/resource/client.ts";
import { useDeed } from "../../data/use-ask.ts";
import { MessageCard } from "../../parts/MessageCard.tsx";
import { told } from "../../parts/told.ts";
import { day, instant } from "../../parts/words.ts";
import { clientScopes } from "./client-scopes.ts";
import { SureButton } from "./SureButton.tsx";
import type { ClientSecret, ListedClient } from "./settings-answers.ts";
import { TableCard } from "./TableCard.tsx";

/** The systems that may read and those that did, newest first. `onRotated` is given the secret that is shown once. */
export function ClientTable({
  clients,
  onRotated,
}: {
  readonly clients: readonly ListedClient[];
  readonly onRotated: (secret: ClientSecret) => void;
}) {
  return (
    <TableCard
      name="Systems that may read the directory, newest first"
      columns={["System", "May read", "Let in", "Last used", "Now", "What to do"]}
    >
      {clients.map((one) => (
        <Table.Tr key={one.client}>
          <Table.Td>
            <Text fw={600} size="sm">
              {one.name}
            </Text>
            <Code style={{ overflowWrap: "anywhere" }}>{one.clientId}</Code>
          </Table.Td>
          <Table.Td data-label="May read">
            {one.scopes.map((scope) => clientScopes[scope].short).join(", ")}
          </Table.Td>
          <Table.Td data-label="Let in">
            {day(one.madeAt)} by {one.madeBy}
          </Table.Td>
          <Table.Td data-label="Last used">{one.usedAt === null ? "never" : day(one.usedAt)}</Table.Td>
          <Table.Td data-label="Now">
            <Standing of={one} />
          </Table.Td>
          <Table.Td>{one.revokedAt === null ? <Deeds client={one} onRotated={onRotated} /> : null}</Table.Td>
        </Table.Tr>
      ))}
    </TableCard>
  );
}

function Standing({ of: { revokedAt, oldEndsAt } }: { readonly of: ListedClient }) {
  if (revokedAt !== null) return <>revoked on {day(revokedAt)}</>;
  const areBoth = oldEndsAt !== null && Date.parse(oldEndsAt) > Date.now();
  return areBoth ? <>reads; the secret before works until {instant(oldEndsAt)}</> : <>reads</>;
}

function Deeds({
  client: { client, name },
  onRotated,
}: {
  readonly client: ListedClient;
  readonly onRotated: (secret: ClientSecret) => void;
}) {
  const rotate = useDeed(rotateClient);
  const revoke = useDeed(revokeClient);
  const params = { client };
  const problem = rotate.error?.problem ?? revoke.error?.problem;
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <SureButton
          label="New secret"
          says={`New secret for ${name}`}
          sureLabel="Yes, a new one"
          sureSays={`Yes, make a new secret for ${name}`}
          isBusy={rotate.isPending}
          onSure={() => rotate.mutate({ params }, { onSuccess: onRotated })}
        />
        <SureButton
          label="Revoke"
          says={`Revoke ${name}`}
          sureLabel="Yes, revoke"
          sureSays={`Yes, ${name} may read no longer`}
          isBusy={revoke.isPending}
          onSure={() => revoke.mutate({ params }, { onSuccess: () => told(`${name} reads no longer.`) })}
        />
      </Group>
      {problem === undefined ? null : <MessageCard message={problem} />}
    </Stack>
  );
}
