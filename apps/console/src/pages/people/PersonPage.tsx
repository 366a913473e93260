import { Grid, Group, Stack } from "@mantine/core";
import { archivePerson, personTimeline, restorePerson, showPerson } from "@muster/api/resource/person.ts";
import { IconArchive, IconArrowBackUp } from "@tabler/icons-react";
import { useParams, useSearch } from "@tanstack/react-router";
import { useAsk } from "../../data/use-ask.ts";
import { useMay } from "../../data/use-session.ts";
import { Answer } from "../../parts/Answer.tsx";
import { PageHead } from "../../parts/PageHead.tsx";
import { DayPicker } from "./DayPicker.tsx";
import { DeedButton } from "./DeedButton.tsx";
import { EditPerson } from "./EditPerson.tsx";
import { FamilyCard } from "./FamilyCard.tsx";
import { Links } from "./Links.tsx";
import { PastPerson } from "./PastPerson.tsx";
import { PersonClasses } from "./PersonClasses.tsx";
import { PersonFacts } from "./PersonFacts.tsx";
import type { ShownPerson } from "./shown.ts";
import { Timeline } from "./Timeline.tsx";
import { WhyBox } from "./WhyBox.tsx";

/** One person: who they are here, why, and what happened to them. */
export function PersonPage() {
  const { person = "" } = useParams({ strict: false });
  const { on } = useSearch({ strict: false });
  const shown = useAsk(showPerson, { params: { person }, query: on === undefined ? {} : { on } });
  if (shown.data === undefined)
    return (
      <>
        <PageHead title="Person" />
        <Answer of={shown} lines={6}>
          {() => null}
        </Answer>
      </>
    );
  return shown.data.on === null ? <Shown person={shown.data} /> : <PastPerson person={shown.data} />;
}

function Shown({ person }: { readonly person: ShownPerson }) {
  const mayEdit = useMay("edit");
  const { personId, name } = person;
  const isStudent = person.roles.some(({ role }) => role === "student");
  return (
    <>
      <PageHead title={name === "" ? `m-${personId}` : name} says={person.state}>
        <Group gap="xs">
          {mayEdit ? (
            <>
              <EditPerson person={person} />
              <RoleDeeds person={person} />
            </>
          ) : null}
          <DayPicker personId={personId} />
        </Group>
      </PageHead>
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack gap="md">
            {person.roles.some(({ role }) => role !== "guardian") ? (
              <WhyBox personId={personId} name={name} />
            ) : null}
            <PersonClasses person={person} mayEdit={mayEdit} />
            <FamilyCard person={person} mayEdit={mayEdit} isStudent={isStudent} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="md">
            <PersonFacts person={person} />
            <Links
              links={person.links}
              none="Entered by hand: no source knows them, and no sync changes them."
            />
            <Timeline of={{ route: personTimeline, params: { person: personId } }} />
          </Stack>
        </Grid.Col>
      </Grid>
    </>
  );
}

const roleNouns = { student: "student", staff: "staff member", guardian: "guardian" } as const;

/** Ends a role or brings it back; a person with several has a button for each. */
function RoleDeeds({ person }: { readonly person: ShownPerson }) {
  const { personId, name } = person;
  const held = [...new Set(person.roles.map(({ role }) => role))];
  return held.map((role) => {
    const isActive = person.roles.some((one) => one.role === role && one.status === "active");
    const noun = roleNouns[role];
    return isActive ? (
      <DeedButton
        key={role}
        route={archivePerson}
        values={{ params: { person: personId }, body: { role } }}
        label={`Archive as ${noun}`}
        icon={<IconArchive size={16} aria-hidden />}
        says={`${name} stays in the records and out of sight, with classes and family as they are. Whom a source lists, only the source lets go.`}
        done={`${name} is archived as ${noun}.`}
      />
    ) : (
      <DeedButton
        key={role}
        route={restorePerson}
        values={{ params: { person: personId }, body: { role } }}
        label={`Restore as ${noun}`}
        icon={<IconArrowBackUp size={16} aria-hidden />}
        says={`${name} comes back with everything they had. The next sync weighs what the source says.`}
        done={`${name} is back as ${noun}.`}
      />
    );
  });
}
