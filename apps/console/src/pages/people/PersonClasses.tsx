import { Card, Group, Stack, Text, Title } from "@mantine/core";
import { endMember } from "@muster/api/resource/classroom.ts";
import { TextLink } from "../../parts/TextLink.tsx";
import { counted } from "../../parts/words.ts";
import { DeedButton } from "./DeedButton.tsx";
import { OriginMark } from "./OriginMark.tsx";
import type { ShownPerson } from "./shown.ts";
import { WhyButton } from "./WhyAnswer.tsx";

type Membership = ShownPerson["memberships"][number];

/** The classes somebody is in, and those they were in. */
export function PersonClasses({
  person,
  mayEdit,
}: {
  readonly person: ShownPerson;
  readonly mayEdit: boolean;
}) {
  const current = person.memberships.filter(({ isInForce }) => isInForce);
  const past = person.memberships.filter(({ isInForce }) => !isInForce);
  if (person.memberships.length === 0 && person.roles.every(({ role }) => role === "guardian")) return null;
  return (
    <Card withBorder component="section" aria-labelledby="classes">
      <Stack gap="sm">
        <Title order={2} size="h4" id="classes">
          Classes
        </Title>
        {current.length === 0 ? (
          <Text size="sm">{person.on === null ? "In no class now." : "In no class then."}</Text>
        ) : null}
        {current.map((one) => (
          <ClassLine key={`${one.classroomId} ${one.role}`} person={person} of={one} mayEdit={mayEdit} />
        ))}
        {past.length === 0 ? null : (
          <details>
            <summary>{counted(past.length, "class", "classes")} they are no longer in</summary>
            <Stack gap="sm" mt="sm">
              {past.map((one) => (
                <ClassLine key={`${one.classroomId} ${one.role}`} person={person} of={one} mayEdit={false} />
              ))}
            </Stack>
          </details>
        )}
      </Stack>
    </Card>
  );
}

function ClassLine({
  person,
  of,
  mayEdit,
}: {
  readonly person: ShownPerson;
  readonly of: Membership;
  readonly mayEdit: boolean;
}) {
  const { classroomId, classroom, school, role, origin } = of;
  const question = { who: `m-${person.personId}`, classroom: `m-${classroomId}` };
  return (
    <Group justify="space-between" gap="xs">
      <Stack gap={0} style={{ flex: "1 1 12rem", minWidth: 0 }}>
        <TextLink to="/people/class/$classroom" params={{ classroom: String(classroomId) }} fw={600}>
          {classroom}
        </TextLink>
        <Text size="sm">
          {role} at {school}
        </Text>
      </Stack>
      <Group gap="xs">
        <OriginMark origin={origin} />
        {person.on === null ? (
          <WhyButton about={`${person.name} and ${classroom}`} question={question} />
        ) : null}
        {mayEdit && origin === "manual" ? (
          <DeedButton
            route={endMember}
            values={{ params: { classroom: classroomId }, body: { personId: person.personId, role } }}
            label="Take out"
            about={classroom}
            size="compact-sm"
            says={`${person.name} leaves ${classroom}.`}
            done={`${person.name} is no longer in ${classroom}.`}
          />
        ) : null}
      </Group>
    </Group>
  );
}
