import { Button, Group, Table, Text, Title } from "@mantine/core";
import { unlinkSchool } from "@muster/api/resource/match.ts";
import { Link } from "@tanstack/react-router";
import { useDeed } from "../../data/use-ask.ts";
import { useMay } from "../../data/use-session.ts";
import { DeedTrouble } from "../../parts/DeedTrouble.tsx";
import { TableBox } from "../../parts/TableBox.tsx";
import { TextLink } from "../../parts/TextLink.tsx";
import { count, counted } from "../../parts/words.ts";
import { keyOfTheirs } from "./matching.ts";
import type { SchoolMatches as Matches, TheirSchool } from "./school-matches.ts";

/** Which of theirs feeds which of ours, with the counts of both. */
export function DoneSchools({
  done,
  ours,
}: {
  readonly done: readonly TheirSchool[];
  readonly ours: Matches["ours"];
}) {
  const maySet = useMay("set");
  const unlink = useDeed(unlinkSchool);
  return (
    <section aria-labelledby="matched">
      <Title order={2} size="h4" id="matched" mb="xs">
        {`${counted(done.length, "school")} matched`}
      </Title>
      <DeedTrouble error={unlink.error} />
      <TableBox
        caption="Which of theirs feeds which of yours"
        columns={["Yours", "At the source", "Students there", "Students here", "What to do"]}
        miw={720}
      >
        {done.map((one) => (
          <Table.Tr key={keyOfTheirs(one)}>
            <Table.Th scope="row">
              <TextLink to="/people/school/$school" params={{ school: String(one.linkedTo?.record ?? 0) }}>
                {one.linkedTo?.name}
              </TextLink>
            </Table.Th>
            <Table.Td>
              {one.name}
              <Text size="sm" c="dimmed">{`${one.sourcedId}, ${one.sourceName}`}</Text>
            </Table.Td>
            <Table.Td>{count(one.students)}</Table.Td>
            <Table.Td>
              {count(ours.find(({ school }) => school === one.linkedTo?.record)?.students ?? 0)}
            </Table.Td>
            <Table.Td>
              <Group gap="xs" wrap="nowrap">
                <Button
                  size="compact-sm"
                  variant="default"
                  component={Link}
                  to={`/sources/classes/${one.linkedTo?.record ?? 0}`}
                >
                  Match classes
                </Button>
                {maySet ? (
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={`Take away the match of ${one.name}`}
                    onClick={() => unlink.mutate({ body: { source: one.source, sourcedId: one.sourcedId } })}
                  >
                    Take away
                  </Button>
                ) : null}
              </Group>
            </Table.Td>
          </Table.Tr>
        ))}
      </TableBox>
    </section>
  );
}
