import { Card, Group, Stack, Text, Title } from "@mantine/core";
import { endGuardian, restrictGuardian } from "@muster/api/resource/person.ts";
import { IconLock } from "@tabler/icons-react";
import { TextLink } from "../../parts/TextLink.tsx";
import { AddGuardian } from "./AddGuardian.tsx";
import { DeedButton } from "./DeedButton.tsx";
import { OriginMark } from "./OriginMark.tsx";
import type { ShownPerson } from "./shown.ts";

type Family = ShownPerson["family"][number];

/** Who belongs to whom, both ways; who is restricted is told so. */
export function FamilyCard({
  person,
  mayEdit,
  isStudent,
}: {
  readonly person: ShownPerson;
  readonly mayEdit: boolean;
  readonly isStudent: boolean;
}) {
  const shown = person.family.filter(({ status, isRestricted }) => status === "active" || isRestricted);
  const past = person.family.length - shown.length;
  const isFamily = isStudent || person.roles.some(({ role }) => role === "guardian");
  if (!isFamily) return null;
  return (
    <Card withBorder component="section" aria-labelledby="family">
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} size="h4" id="family">
            Family
          </Title>
          {mayEdit && isStudent ? <AddGuardian personId={person.personId} name={person.name} /> : null}
        </Group>
        {shown.length === 0 ? (
          <Text size="sm">{isStudent ? "No guardian is known." : "Guardian of nobody."}</Text>
        ) : null}
        {shown.map((one) => (
          <FamilyLine key={`${one.other} ${one.personId}`} person={person} of={one} mayEdit={mayEdit} />
        ))}
        {past > 0 ? (
          <Text size="sm">
            Ended family links: {past}.{person.on === null ? " The history below tells of them." : ""}
          </Text>
        ) : null}
      </Stack>
    </Card>
  );
}

function FamilyLine({
  person,
  of,
  mayEdit,
}: {
  readonly person: ShownPerson;
  readonly of: Family;
  readonly mayEdit: boolean;
}) {
  const { other, personId, name, relationship, isRestricted, origin } = of;
  const kind = relationship === "" ? other : relationship;
  return (
    <Group justify="space-between" gap="xs">
      <Stack gap={0} style={{ flex: "1 1 12rem", minWidth: 0 }}>
        <TextLink to="/people/$person" params={{ person: String(personId) }} fw={600}>
          {name}
        </TextLink>
        <Text size="sm">{other === "student" ? `student, as ${kind}` : kind}</Text>
      </Stack>
      <Group gap="xs">
        {isRestricted ? (
          <Group gap={6} wrap="nowrap">
            <IconLock size={14} aria-hidden />
            <Text size="sm" fw={600}>
              Restricted
            </Text>
          </Group>
        ) : (
          <OriginMark origin={origin} />
        )}
        {mayEdit ? <FamilyDeeds person={person} of={of} /> : null}
      </Group>
    </Group>
  );
}

function FamilyDeeds({ person, of }: { readonly person: ShownPerson; readonly of: Family }) {
  const isTheStudent = of.other === "guardian";
  const params = isTheStudent
    ? { person: person.personId, guardian: of.personId }
    : { person: of.personId, guardian: person.personId };
  const [guardian, student] = isTheStudent ? [of.name, person.name] : [person.name, of.name];
  return (
    <>
      <DeedButton
        route={restrictGuardian}
        values={{ params, body: { isRestricted: !of.isRestricted } }}
        label={of.isRestricted ? "Lift" : "Restrict"}
        about={`${guardian} for ${student}`}
        size="compact-sm"
        says={
          of.isRestricted
            ? `${guardian} may be family of ${student} again, where a source still names them or a person had linked them.`
            : `${guardian} is no longer family of ${student}. Neither a sync nor an edit brings the link back until somebody lifts this.`
        }
        done={of.isRestricted ? "The restriction is lifted." : `${guardian} is restricted for ${student}.`}
      />
      {of.isRestricted || of.origin === "synced" ? null : (
        <DeedButton
          route={endGuardian}
          values={{ params }}
          label="End"
          about={`${guardian} for ${student}`}
          size="compact-sm"
          says={`${guardian} is no longer family of ${student}.`}
          done="The family link has ended."
        />
      )}
    </>
  );
}
