import { Badge, Button, Card, Group, Stack, Table, Text, Title } from "@mantine/core";
import { linkOperator, listOperators, removeOperator } from "@muster/api/resource/operator.ts";
import { allRoles, roleTerms } from "@muster/rules/access/rights.ts";
import { useState } from "react";
import { useAsk, useDeed } from "../../data/use-ask.ts";
import { useMay, useSession } from "../../data/use-session.ts";
import { Answer } from "../../parts/Answer.tsx";
import { MessageCard } from "../../parts/MessageCard.tsx";
import { told } from "../../parts/told.ts";
import { ago } from "../../parts/words.ts";
import { ChangeRole } from "./ChangeRole.tsx";
import { InviteOperator } from "./InviteOperator.tsx";
import { SecretShown } from "./SecretShown.tsx";
import { SettingsFrame } from "./SettingsFrame.tsx";
import { SureButton } from "./SureButton.tsx";
import type { ListedOperator, MadeLink, Operators } from "./settings-answers.ts";
import { TableCard } from "./TableCard.tsx";

/** Who may sign in, what each of them sees and does, and links for those who cannot. */
export function OperatorsPage() {
  const mayGovern = useMay("govern");
  const operators = useAsk(listOperators);
  const [made, setMade] = useState<MadeLink>();
  const [isInviting, setInviting] = useState(false);
  const show = (link: MadeLink) => {
    setMade(link);
    setInviting(false);
  };
  return (
    <SettingsFrame
      title="People who sign in"
      says="Who may look at this district in Muster, and what each of them may do."
      deeds={mayGovern ? <Button onClick={() => setInviting(true)}>Invite somebody</Button> : null}
    >
      <Answer of={operators}>
        {(data) => (
          <Stack gap="lg">
            {made === undefined ? null : <LinkShown made={made} onDone={() => setMade(undefined)} />}
            {isInviting ? (
              <InviteOperator schools={data.schools} onMade={show} onClose={() => setInviting(false)} />
            ) : null}
            <OperatorTable operators={data} onLink={show} />
            <Roles />
          </Stack>
        )}
      </Answer>
    </SettingsFrame>
  );
}

function LinkShown({ made, onDone }: { readonly made: MadeLink; readonly onDone: () => void }) {
  const says = made.isMailed
    ? "It was mailed to them. You may also give it to them yourself; it works once, and nobody can look it up later."
    : "Give it to them yourself, not by way of anybody else. It works once, and nobody can look it up later.";
  return (
    <Stack gap="sm">
      <SecretShown title="A link that signs them in" says={says} secret={made.link} onDone={onDone} />
      {made.problem === null ? null : <MessageCard message={made.problem} tone="yellow" />}
    </Stack>
  );
}

function OperatorTable({
  operators: { items, schools },
  onLink,
}: {
  readonly operators: Operators;
  readonly onLink: (made: MadeLink) => void;
}) {
  const names = new Map(schools.map(({ school, name }) => [school, name]));
  return (
    <TableCard
      name="People who may sign in, with their role"
      columns={["Name", "Role", "Second factor", "Last seen", "What to do"]}
    >
      {items
        .filter(({ state }) => state !== "removed")
        .map((one) => (
          <Table.Tr key={one.operator}>
            <Table.Td>
              <Text fw={600} size="sm">
                {one.name}
              </Text>
              <Text size="sm" c="dimmed">
                {one.email}
              </Text>
            </Table.Td>
            <Table.Td data-label="Role">
              {roleTerms[one.role].label}
              <SchoolNames operator={one} names={names} />
            </Table.Td>
            <Table.Td data-label="Second factor">{one.hasSecondFactor ? "Set up" : "None"}</Table.Td>
            <Table.Td data-label="Last seen">
              {one.state === "invited" ? (
                <Badge variant="default">invited</Badge>
              ) : one.seenAt === null ? (
                "not now"
              ) : (
                ago(one.seenAt)
              )}
            </Table.Td>
            <Table.Td>
              <Deeds operator={one} schools={schools} onLink={onLink} />
            </Table.Td>
          </Table.Tr>
        ))}
    </TableCard>
  );
}

function SchoolNames({
  operator: { role, schoolIds },
  names,
}: {
  readonly operator: ListedOperator;
  readonly names: ReadonlyMap<number, string>;
}) {
  if (!roleTerms[role].isOfSchools) return null;
  return (
    <Text size="sm" c="dimmed">
      {schoolIds.map((id) => names.get(id) ?? "a closed school").join(", ")}
    </Text>
  );
}

function Deeds({
  operator,
  schools,
  onLink,
}: {
  readonly operator: ListedOperator;
  readonly schools: Operators["schools"];
  readonly onLink: (made: MadeLink) => void;
}) {
  const session = useSession();
  const link = useDeed(linkOperator);
  const remove = useDeed(removeOperator);
  const [isChanging, setChanging] = useState(false);
  const params = { operator: operator.operator };
  const problem = link.error?.problem ?? remove.error?.problem;
  const { name } = operator;
  const takeAway = () => remove.mutate({ params }, { onSuccess: () => told(`${name} is let in no longer.`) });
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`Change the role of ${name}`}
          onClick={() => setChanging(true)}
        >
          Role
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`New link for ${name}`}
          loading={link.isPending}
          onClick={() => link.mutate({ params, body: {} }, { onSuccess: onLink })}
        >
          New link
        </Button>
        {operator.operator === session?.operatorId ? null : (
          <SureButton
            label="Remove"
            says={`Remove ${name}`}
            sureLabel="Yes, remove"
            sureSays={`Yes, let ${name} in no longer`}
            isBusy={remove.isPending}
            onSure={takeAway}
          />
        )}
      </Group>
      {operator.hasSecondFactor ? (
        <Button
          size="compact-xs"
          variant="subtle"
          w="fit-content"
          onClick={() => link.mutate({ params, body: { forgetsSecondFactor: true } }, { onSuccess: onLink })}
        >
          Lost their phone: link without a code
        </Button>
      ) : null}
      {problem === undefined ? null : <MessageCard message={problem} />}
      {isChanging ? (
        <ChangeRole operator={operator} schools={schools} onClose={() => setChanging(false)} />
      ) : null}
    </Stack>
  );
}

function Roles() {
  return (
    <Card withBorder>
      <Stack gap="sm">
        <Title order={2} size="h4">
          What each role sees and does
        </Title>
        {allRoles.map((role) => (
          <Text key={role} size="sm">
            <b>{roleTerms[role].label}.</b> {roleTerms[role].says}
          </Text>
        ))}
      </Stack>
    </Card>
  );
}
