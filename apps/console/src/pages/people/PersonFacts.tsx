import { capital } from "@muster/rules/report/letter-case.ts";
import "./people.css";
import { Card, Group, Stack, Text, Title } from "@mantine/core";
import { gradeWord } from "@muster/rules/report/person-state.ts";
import { OriginMark } from "./OriginMark.tsx";
import type { ShownPerson } from "./shown.ts";
import { WhyButton } from "./WhyAnswer.tsx";

/** What is held of a person, each fact with the way to where it comes from. */
export function PersonFacts({ person }: { readonly person: ShownPerson }) {
  const shown = person.fields.filter(({ value }) => value !== "");
  const empty = person.fields.filter(({ value }) => value === "").map(({ label }) => label);
  const who = `m-${person.personId}`;
  return (
    <Card withBorder component="section" aria-labelledby="facts">
      <Stack gap="sm">
        <Title order={2} size="h4" id="facts">
          Details
        </Title>
        <dl className="person-facts">
          {person.roles.map((role) => (
            <div key={`${role.role} ${role.schoolId}`}>
              <dt>{roleLabels[role.role]}</dt>
              <dd>{roleText(role)}</dd>
            </div>
          ))}
          {shown.map(({ field, label, value }) => (
            <div key={field}>
              <dt>{capital(label)}</dt>
              <dd>
                <Group gap={4} justify="space-between" wrap="nowrap" align="start">
                  <span>{value}</span>
                  {person.on === null ? (
                    <WhyButton about={`The ${label} of ${person.name}`} question={{ who, field }} />
                  ) : null}
                </Group>
              </dd>
            </div>
          ))}
          <div>
            <dt>Kept</dt>
            <dd>
              <OriginMark origin={person.origin} />
            </dd>
          </div>
        </dl>
        {empty.length === 0 ? null : <Text size="sm">Left empty: {empty.join(", ")}.</Text>}
        {person.isMasked ? (
          <Text size="sm">
            Contact details are masked for you. An owner of your district decides who may see them.
          </Text>
        ) : null}
      </Stack>
    </Card>
  );
}

const roleLabels = { student: "Student", staff: "Staff", guardian: "Guardian" } as const;

function roleText({ role, school, title, grades, status }: ShownPerson["roles"][number]): string {
  const parts = [
    ...(title === "" ? [] : [title]),
    ...(role === "guardian" ? [] : [school ?? "The district"]),
    ...grades.map(gradeWord),
    status === "active" ? "active" : "left",
  ];
  return parts.join(", ");
}
