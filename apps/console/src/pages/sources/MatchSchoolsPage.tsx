import { Button, Group, Stack, Table, Text, Title } from "@mantine/core";
import { adoptSchools, linkSchools, showSchoolMatches, unlinkSchool } from "@muster/api/resource/match.ts";
import type { Answered } from "@muster/api/route.ts";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useAsk, useDeed } from "../../data/use-ask.ts";
import { useMay } from "../../data/use-session.ts";
import { Answer } from "../../parts/Answer.tsx";
import { DeedTrouble } from "../../parts/DeedTrouble.tsx";
import { PageHead } from "../../parts/PageHead.tsx";
import { TableBox } from "../../parts/TableBox.tsx";
import { TextLink } from "../../parts/TextLink.tsx";
import { told } from "../../parts/told.ts";
import { count, counted } from "../../parts/words.ts";
import { MatchTable } from "./MatchTable.tsx";

type Matches = Answered<typeof showSchoolMatches>;
export type TheirSchool = Matches["theirs"][number];

/** What was chosen for a school of a source: one of ours, a new one, or nothing yet. */
export type Chosen = number | "new" | undefined;

export const keyOfTheirs = ({ source, sourcedId }: Pick<TheirSchool, "source" | "sourcedId">): string =>
  JSON.stringify([source, sourcedId]);

/** Which school of a source is which of ours: suggested with what speaks for it, accepted together. */
export function MatchSchoolsPage() {
  const matches = useAsk(showSchoolMatches);
  return (
    <>
      <PageHead
        title="Match schools"
        says="Only schools that are matched take part in a sync. Muster suggests; a person decides."
      >
        <Button variant="default" component={Link} to="/sources">
          All sources
        </Button>
      </PageHead>
      <Answer of={matches}>{(shown) => <Matching matches={shown} />}</Answer>
    </>
  );
}

function Matching({ matches }: { readonly matches: Matches }) {
  const { ours, theirs } = matches;
  const open = theirs.filter(({ linkedTo }) => linkedTo === null);
  const done = theirs.filter(({ linkedTo }) => linkedTo !== null);
  if (theirs.length === 0)
    return (
      <Stack align="start">
        <Text>
          No source has listed its schools yet. A dry run, or a plan of a source, reads them and changes
          nothing; then they stand here.
        </Text>
        <Button component={Link} to="/sources">
          Go to sources
        </Button>
      </Stack>
    );
  return (
    <Stack gap="xl">
      <section aria-labelledby="open-schools">
        <Title order={2} size="h4" id="open-schools" mb="xs">
          {open.length === 0
            ? "Every school of your sources is matched"
            : `${counted(open.length, "school")} to match`}
        </Title>
        {ours.length === 0 && open.length > 0 ? (
          <Text mb="sm">
            You have no schools of your own yet. The first sync takes all of these in as the source names
            them; there is nothing to do here, unless you want to choose.
          </Text>
        ) : null}
        {open.length === 0 ? null : <OpenSchools open={open} ours={ours} />}
      </section>
      <Unfed ours={ours} />
      {done.length === 0 ? null : <DoneSchools done={done} ours={ours} />}
    </Stack>
  );
}

function OpenSchools({
  open,
  ours,
}: {
  readonly open: readonly TheirSchool[];
  readonly ours: Matches["ours"];
}) {
  const maySet = useMay("set");
  const [chosen, setChosen] = useState<ReadonlyMap<string, Chosen>>(() => suggested(open));
  const link = useDeed(linkSchools);
  const adopt = useDeed(adoptSchools);
  const wanted = open.filter((one) => chosen.get(keyOfTheirs(one)) !== undefined);
  const save = async () => {
    for (const source of new Set(wanted.map((one) => one.source))) {
      const mine = wanted.filter((one) => one.source === source);
      const links = mine.flatMap((one) => {
        const record = chosen.get(keyOfTheirs(one));
        return typeof record === "number" ? [{ sourcedId: one.sourcedId, record }] : [];
      });
      const sourcedIds = mine.flatMap((one) =>
        chosen.get(keyOfTheirs(one)) === "new" ? [one.sourcedId] : [],
      );
      if (links.length > 0) await link.mutateAsync({ body: { source, links } });
      if (sourcedIds.length > 0) await adopt.mutateAsync({ body: { source, sourcedIds } });
    }
    told(`${counted(wanted.length, "school")} matched. They take part from the next sync on.`);
  };
  const error = link.error ?? adopt.error;
  return (
    <Stack>
      <MatchTable
        caption="Schools of your sources that are matched to none of yours"
        theirs={open}
        ours={ours
          .filter(({ isActive }) => isActive)
          .map(({ school, name, students, identifier }) => ({
            ...{
              record: school,
              name,
              note: `${identifier === "" ? "" : `${identifier}, `}${students} students`,
            },
          }))}
        chosen={chosen}
        onChoose={(key, value) => setChosen(new Map([...chosen, [key, value]]))}
        isFixed={!maySet}
        newWord="Take in as a new school"
      />
      <DeedTrouble error={error} />
      {maySet ? (
        <Group>
          <Button
            disabled={wanted.length === 0}
            loading={link.isPending || adopt.isPending}
            onClick={() => void save().catch(() => undefined)}
          >
            {`Match ${counted(wanted.length, "school")}`}
          </Button>
          <Text size="sm" c="dimmed">
            Nothing moves before the next sync, whose plan shows it.
          </Text>
        </Group>
      ) : null}
    </Stack>
  );
}

/** One clear suggestion is chosen already; where there are two, somebody chooses. */
function suggested(open: readonly TheirSchool[]): ReadonlyMap<string, Chosen> {
  return new Map(
    open.map((one) => {
      const [first, second] = one.suggestions;
      return [keyOfTheirs(one), second === undefined ? first?.record : undefined];
    }),
  );
}

/** Ours that nothing feeds: their people stay as they are. */
function Unfed({ ours }: { readonly ours: Matches["ours"] }) {
  const unfed = ours.filter(({ isActive, links }) => isActive && links.length === 0);
  if (unfed.length === 0) return null;
  return (
    <section aria-labelledby="unfed">
      <Title order={2} size="h4" id="unfed" mb="xs">
        {`${counted(unfed.length, "school")} of yours ${unfed.length === 1 ? "is" : "are"} fed by no source`}
      </Title>
      <Text size="sm">{`${unfed.map(({ name }) => name).join(", ")}. A sync leaves them alone.`}</Text>
    </section>
  );
}

function DoneSchools({
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
