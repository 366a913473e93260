import "./people.css";
import { Card, Grid, Group, Stack, Text, Title } from "@mantine/core";
import {
  archiveClassroom,
  classroomTimeline,
  endMember,
  restoreClassroom,
  showClassroom,
} from "@muster/api/resource/classroom.ts";
import { gradeWord } from "@muster/rules/report/person-state.ts";
import { IconArchive, IconArrowBackUp } from "@tabler/icons-react";
import { useParams } from "@tanstack/react-router";
import { useAsk } from "../../data/use-ask.ts";
import { useMay } from "../../data/use-session.ts";
import { Answer } from "../../parts/Answer.tsx";
import { PageHead } from "../../parts/PageHead.tsx";
import { TextLink } from "../../parts/TextLink.tsx";
import { UnlinkClass } from "../../parts/UnlinkClass.tsx";
import { count, dayName } from "../../parts/words.ts";
import { AddMember } from "./AddMember.tsx";
import { DeedButton } from "./DeedButton.tsx";
import { EditClass } from "./EditClass.tsx";
import { Links } from "./Links.tsx";
import { OriginMark } from "./OriginMark.tsx";
import type { ShownClassroom } from "./shown.ts";
import { Timeline } from "./Timeline.tsx";
import { WhyButton } from "./WhyAnswer.tsx";

/** One class: who is in it, what feeds it, and what happened to it. */
export function ClassroomPage() {
  const { classroom = "" } = useParams({ strict: false });
  const shown = useAsk(showClassroom, { params: { classroom } });
  if (shown.data === undefined)
    return (
      <>
        <PageHead title="Class" />
        <Answer of={shown} lines={6}>
          {() => null}
        </Answer>
      </>
    );
  return <Shown classroom={shown.data} />;
}

function Shown({ classroom }: { readonly classroom: ShownClassroom }) {
  const mayEdit = useMay("edit");
  const { classroomId } = classroom;
  const teaching = classroom.members.filter(({ role }) => role !== "student");
  const learning = classroom.members.filter(({ role }) => role === "student");
  return (
    <>
      <PageHead title={classroom.title} says={classroom.state}>
        {mayEdit ? <ClassDeeds classroom={classroom} /> : null}
      </PageHead>
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack gap="md">
            <Members
              title="Teachers"
              none="Nobody teaches it."
              members={teaching}
              classroom={classroom}
              mayEdit={mayEdit}
            />
            <Members
              title="Students"
              none="No student is in it."
              members={learning}
              classroom={classroom}
              mayEdit={mayEdit}
            />
            {classroom.memberTotal > classroom.members.length ? (
              <TextLink to="/people" search={{ tab: "students", classroom: classroomId }}>
                See all {count(classroom.memberTotal)}
              </TextLink>
            ) : null}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="md">
            <ClassFacts classroom={classroom} />
            <ClassLinks classroom={classroom} />
            <Timeline of={{ route: classroomTimeline, params: { classroom: classroomId } }} />
          </Stack>
        </Grid.Col>
      </Grid>
    </>
  );
}

function ClassDeeds({ classroom }: { readonly classroom: ShownClassroom }) {
  const { classroomId, title, status } = classroom;
  const values = { params: { classroom: classroomId } };
  return (
    <Group gap="xs">
      <EditClass classroom={classroom} />
      {status === "active" ? (
        <DeedButton
          route={archiveClassroom}
          values={values}
          label="Close the class"
          icon={<IconArchive size={16} aria-hidden />}
          says={`${title} is closed with everybody in it. They keep their places and come back with it.`}
          done={`${title} is closed.`}
        />
      ) : (
        <DeedButton
          route={restoreClassroom}
          values={values}
          label="Open it again"
          icon={<IconArrowBackUp size={16} aria-hidden />}
          says={`${title} is open again as it was. The next sync weighs what its source says.`}
          done={`${title} is open again.`}
        />
      )}
    </Group>
  );
}

function Members({
  title,
  none,
  members,
  classroom,
  mayEdit,
}: {
  readonly title: string;
  readonly none: string;
  readonly members: ShownClassroom["members"];
  readonly classroom: ShownClassroom;
  readonly mayEdit: boolean;
}) {
  const id = title.toLowerCase();
  return (
    <Card withBorder component="section" aria-labelledby={id}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} size="h4" id={id}>
            {title} ({count(members.length)})
          </Title>
          {mayEdit && title === "Teachers" && classroom.status === "active" ? (
            <AddMember classroomId={classroom.classroomId} title={classroom.title} />
          ) : null}
        </Group>
        {members.length === 0 ? <Text size="sm">{none}</Text> : null}
        {members.map((member) => (
          <MemberLine
            key={`${member.personId} ${member.role}`}
            member={member}
            classroom={classroom}
            mayEdit={mayEdit}
          />
        ))}
      </Stack>
    </Card>
  );
}

function MemberLine({
  member,
  classroom,
  mayEdit,
}: {
  readonly member: ShownClassroom["members"][number];
  readonly classroom: ShownClassroom;
  readonly mayEdit: boolean;
}) {
  const { personId, name, role, grades, origin } = member;
  const { classroomId, title } = classroom;
  const detail = role === "student" ? grades.map(gradeWord).join(", ") : role;
  return (
    <Group justify="space-between" gap="xs">
      <Group gap="xs" style={{ flex: "1 1 10rem", minWidth: 0 }}>
        <TextLink to="/people/$person" params={{ person: String(personId) }}>
          {name}
        </TextLink>
        <Text size="sm">{detail}</Text>
      </Group>
      <Group gap="xs">
        <OriginMark origin={origin} />
        <WhyButton
          about={`${name} and ${title}`}
          question={{ who: `m-${personId}`, classroom: `m-${classroomId}` }}
        />
        {mayEdit && (origin === "manual" || classroom.links.length === 0) ? (
          <DeedButton
            route={endMember}
            values={{ params: { classroom: classroomId }, body: { personId, role } }}
            label="Take out"
            about={name}
            size="compact-sm"
            says={`${name} leaves ${title}.`}
            done={`${name} is no longer in ${title}.`}
          />
        ) : null}
      </Group>
    </Group>
  );
}

/** What feeds the class; whoever may match classes may take a link away. */
function ClassLinks({ classroom }: { readonly classroom: ShownClassroom }) {
  const { classroomId, links, origin, schoolId } = classroom;
  const maySet = useMay("set");
  const says =
    origin === "manual"
      ? "Made by hand: no source feeds it, and no sync closes it."
      : "Its link was taken away: no source feeds it any more, and no sync closes it.";
  const none = maySet ? (
    <>
      {says}{" "}
      <TextLink size="sm" to="/sources/classes/$school" params={{ school: String(schoolId) }}>
        Match classes
      </TextLink>
    </>
  ) : (
    says
  );
  return (
    <Links
      links={links}
      none={none}
      deed={({ sourceId, sourcedId }) =>
        maySet ? <UnlinkClass link={{ classroom: classroomId, source: sourceId, sourcedId }} /> : null
      }
    />
  );
}

function ClassFacts({ classroom }: { readonly classroom: ShownClassroom }) {
  const { schoolId, school, classCode, location, startsOn, endsOn, grades } = classroom;
  const days = [startsOn, endsOn].map((day) => (day === null ? "" : dayName(day)));
  const facts = [
    ["Class code", classCode],
    ["Grade", grades.map(gradeWord).join(", ")],
    ["Room", location],
    ["First day", days[0] ?? ""],
    ["Last day", days[1] ?? ""],
  ].filter(([, value]) => value !== "");
  return (
    <Card withBorder component="section" aria-labelledby="facts">
      <Stack gap="sm">
        <Title order={2} size="h4" id="facts">
          Details
        </Title>
        <dl className="person-facts">
          <div>
            <dt>School</dt>
            <dd>
              <TextLink to="/people/school/$school" params={{ school: String(schoolId) }}>
                {school}
              </TextLink>
            </dd>
          </div>
          {facts.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Stack>
    </Card>
  );
}
