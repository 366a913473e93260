import { Badge, Card, Group, List, Stack, Table, Text, Title } from "@mantine/core";
import type { trySource } from "@muster/api/resource/source.ts";
import type { Answered } from "@muster/api/route.ts";
import { missingCountsText, notTold, schoolText, staffText } from "@muster/rules/report/sighting-words.ts";
import { StateMark } from "../../parts/StateMark.tsx";
import { TableBox } from "../../parts/TableBox.tsx";
import { count, counted } from "../../parts/words.ts";

export type Sighting = Answered<typeof trySource>;

/** What was seen at a source, before anything of it is used. */
export function SightingCard({ sighting, title }: { readonly sighting: Sighting; readonly title: string }) {
  return (
    <Card withBorder component="section" aria-label={title}>
      <Stack>
        <Group justify="space-between">
          <Title order={2} size="h4">
            {title}
          </Title>
          <StateMark standing="good" word={`Connected: ${sighting.connectedTo}`} />
        </Group>
        <FilesTable files={sighting.files} />
        <SchoolsTable schools={sighting.schools} uncounted={sighting.uncounted} />
        <Counts counts={sighting.counts} />
        <Text size="sm">
          <b>Families: </b>
          {familiesOf(sighting)}
        </Text>
        <Names title="Not shared with us" names={sighting.notShared} standing="look" />
        <Oversharing names={sighting.oversharing} />
        <Fields fields={sighting.fields} />
      </Stack>
    </Card>
  );
}

function familiesOf({ guardians }: Sighting): string {
  if (guardians === undefined) return "a look cannot tell; the first plan will.";
  if (!guardians.isThere)
    return "none come. They can come from a second source, in guardians.csv, or be added by hand.";
  if (guardians.people === undefined) return "they come.";
  return `${counted(guardians.people, "guardian")}${
    guardians.links === undefined ? "" : `, named by ${counted(guardians.links, "link")}`
  }.`;
}

function FilesTable({ files }: { readonly files: Sighting["files"] }) {
  if (files.length === 0) return null;
  return (
    <TableBox caption="Files there" columns={["File", "Bytes", "Written"]}>
      {files.slice(0, 50).map(({ name, bytes, modifiedAt }) => (
        <Table.Tr key={name}>
          <Table.Td>{name}</Table.Td>
          <Table.Td>{count(bytes)}</Table.Td>
          <Table.Td>{modifiedAt.slice(0, 16).replace("T", " ")}</Table.Td>
        </Table.Tr>
      ))}
    </TableBox>
  );
}

function SchoolsTable({ schools, uncounted }: Pick<Sighting, "schools" | "uncounted">) {
  if (schools.length === 0) return null;
  const isCounted = schools.some((school) => schoolText(school) !== "");
  const missing = missingCountsText(schools, uncounted);
  const columns = isCounted ? ["School", "ID", "Students", "Staff", "Classes"] : ["School", "ID"];
  return (
    <Stack gap={4}>
      <TableBox caption={`${counted(schools.length, "school")} there`} columns={columns}>
        {schools.slice(0, mostSchools).map((school) => (
          <Table.Tr key={school.sourcedId}>
            <Table.Td>{school.name}</Table.Td>
            <Table.Td>{school.sourcedId}</Table.Td>
            {isCounted ? <SchoolCells school={school} /> : null}
          </Table.Tr>
        ))}
      </TableBox>
      {schools.length > mostSchools ? (
        <Text size="sm">{`And ${count(schools.length - mostSchools)} more schools.`}</Text>
      ) : null}
      {missing === undefined ? null : <Text size="sm">{missing}</Text>}
    </Stack>
  );
}

/** Schools that are shown; all of them are matched on a page of their own. */
const mostSchools = 100;

function SchoolCells({ school }: { readonly school: Sighting["schools"][number] }) {
  const { students, classes } = school;
  const cells = [
    ["students", students === undefined ? notTold : count(students)],
    ["staff", staffText(school)],
    ["classes", classes === undefined ? notTold : count(classes)],
  ] as const;
  return cells.map(([name, text]) => (
    <Table.Td key={name} {...(text === notTold ? { c: "dimmed" } : {})}>
      {text}
    </Table.Td>
  ));
}

function Counts({ counts }: { readonly counts: Sighting["counts"] }) {
  const all = Object.entries(counts);
  if (all.length === 0) return null;
  return (
    <Group gap="xs" aria-label="Counted there">
      {all.map(([name, amount]) => (
        <Badge key={name} variant="default" size="lg" tt="none">
          {count(amount)} {name}
        </Badge>
      ))}
    </Group>
  );
}

function Names({
  title,
  names,
  standing,
}: {
  readonly title: string;
  readonly names: readonly string[];
  readonly standing: "look";
}) {
  if (names.length === 0) return null;
  return (
    <Stack gap={4}>
      <StateMark standing={standing} word={title} />
      <Text size="sm">{names.join(", ")}</Text>
    </Stack>
  );
}

/** What is shared and not needed: it never reaches the disk, and it is better not sent. */
export function Oversharing({ names }: { readonly names: readonly string[] }) {
  if (names.length === 0)
    return <StateMark standing="good" word="Nothing comes that is not needed, as far as was seen" />;
  return (
    <Stack gap={4}>
      <StateMark
        standing="look"
        word={`${counted(names.length, "field")} come that nobody needs; they are thrown away unread`}
      />
      <List size="sm">
        {names.map((name) => (
          <List.Item key={name}>{name}</List.Item>
        ))}
      </List>
    </Stack>
  );
}

/** Which columns arrive and are read, file by file. */
export function Fields({ fields }: { readonly fields: Sighting["fields"] }) {
  const all = Object.entries(fields ?? {});
  if (all.length === 0) return null;
  return (
    <details>
      <summary>Fields that arrive and are read</summary>
      <Stack gap={4} mt="xs">
        {all.map(([name, names]) => (
          <Text key={name} size="sm">
            <b>{name}: </b>
            {names.join(", ")}
          </Text>
        ))}
      </Stack>
    </details>
  );
}
