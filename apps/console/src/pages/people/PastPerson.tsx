import { Alert, Grid, Stack } from "@mantine/core";
import { IconClockHour4 } from "@tabler/icons-react";
import { PageHead } from "../../parts/PageHead.tsx";
import { TextLink } from "../../parts/TextLink.tsx";
import { dayName } from "../../parts/words.ts";
import { DayPicker } from "./DayPicker.tsx";
import { FamilyCard } from "./FamilyCard.tsx";
import { PersonClasses } from "./PersonClasses.tsx";
import { PersonFacts } from "./PersonFacts.tsx";
import type { ShownPerson } from "./shown.ts";

/** A person as they were at the end of a past day: to be read, and never to be changed. */
export function PastPerson({ person }: { readonly person: ShownPerson }) {
  const { personId, name, on, isKnown } = person;
  const isStudent = person.roles.some(({ role }) => role === "student");
  return (
    <div className="past">
      <PageHead title={name === "" ? `m-${personId}` : name} says={person.state}>
        <DayPicker personId={personId} shown={on ?? ""} />
      </PageHead>
      <Alert
        color="gray"
        mb="md"
        icon={<IconClockHour4 aria-hidden />}
        title={`The past: ${on === null ? "" : dayName(on)}`}
      >
        Nothing can be changed on a past day.{" "}
        <TextLink to="/people/$person" params={{ person: String(personId) }} size="sm">
          See them as they are today
        </TextLink>
      </Alert>
      {isKnown ? (
        <Grid gap="md">
          <Grid.Col span={{ base: 12, md: 7 }}>
            <Stack gap="md">
              <PersonClasses person={person} mayEdit={false} />
              <FamilyCard person={person} mayEdit={false} isStudent={isStudent} />
            </Stack>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 5 }}>
            <PersonFacts person={person} />
          </Grid.Col>
        </Grid>
      ) : null}
    </div>
  );
}
