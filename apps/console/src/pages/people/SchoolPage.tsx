import { Button, Card, Grid, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { schoolTimeline, showSchool } from "@muster/api/resource/school.ts";
import type { Answered } from "@muster/api/route.ts";
import { Link, useParams } from "@tanstack/react-router";
import { useAsk } from "../../data/use-ask.ts";
import { useMay } from "../../data/use-session.ts";
import { Answer } from "../../parts/Answer.tsx";
import { PageHead } from "../../parts/PageHead.tsx";
import { TextLink } from "../../parts/TextLink.tsx";
import { count } from "../../parts/words.ts";
import { Links } from "./Links.tsx";
import type { Tab } from "./people-search.ts";
import { Timeline } from "./Timeline.tsx";

type ShownSchool = Answered<typeof showSchool>;

/** One school: how many there are, what feeds it, and what happened to it. */
export function SchoolPage() {
  const { school = "" } = useParams({ strict: false });
  const shown = useAsk(showSchool, { params: { school } });
  if (shown.data === undefined)
    return (
      <>
        <PageHead title="School" />
        <Answer of={shown} lines={5}>
          {() => null}
        </Answer>
      </>
    );
  return <Shown school={shown.data} />;
}

function Shown({ school }: { readonly school: ShownSchool }) {
  const maySet = useMay("set");
  const { schoolId, identifier } = school;
  const says = identifier === "" ? school.state : `Number ${identifier}. ${school.state}`;
  return (
    <>
      <PageHead title={school.name} says={says}>
        {maySet ? (
          <Group gap="xs">
            <Button component={Link} to="/sources/schools" variant="default">
              Match it to a source
            </Button>
          </Group>
        ) : null}
      </PageHead>
      <Stack gap="md">
        <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
          <Figure tab="students" label="Students" amount={school.students} schoolId={schoolId} />
          <Figure tab="families" label="Families" amount={school.families} schoolId={schoolId} />
          <Figure tab="staff" label="Staff" amount={school.staff} schoolId={schoolId} />
          <Figure tab="classes" label="Classes" amount={school.classrooms} schoolId={schoolId} />
        </SimpleGrid>
        <Grid gap="md">
          <Grid.Col span={{ base: 12, md: 5 }}>
            <Links links={school.links} none="Nothing feeds it: its people and classes are made by hand." />
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 7 }}>
            <Timeline of={{ route: schoolTimeline, params: { school: schoolId } }} />
          </Grid.Col>
        </Grid>
      </Stack>
    </>
  );
}

/** How many there are, and the way to who they are. */
function Figure({
  tab,
  label,
  amount,
  schoolId,
}: {
  readonly tab: Tab;
  readonly label: string;
  readonly amount: number;
  readonly schoolId: number;
}) {
  return (
    <Card withBorder padding="md">
      <Text size="sm">{label}</Text>
      <Text fz={28} fw={650} className="figures" lh={1.3}>
        {count(amount)}
      </Text>
      <TextLink size="sm" to="/people" search={{ tab, school: schoolId }}>
        See {label.toLowerCase()}
      </TextLink>
    </Card>
  );
}
