import { Button, Group, Stack, Text } from "@mantine/core";
import { linkClassrooms, showClassMatches } from "@muster/api/resource/match.ts";
import type { Answered } from "@muster/api/route.ts";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useAsk, useDeed } from "../../data/use-ask.ts";
import { useMay } from "../../data/use-session.ts";
import { Answer } from "../../parts/Answer.tsx";
import { DeedTrouble } from "../../parts/DeedTrouble.tsx";
import { PageHead } from "../../parts/PageHead.tsx";
import { told } from "../../parts/told.ts";
import { counted } from "../../parts/words.ts";
import { MatchTable } from "./MatchTable.tsx";

type Matches = Answered<typeof showClassMatches>;

/** Which class of a source takes over a classroom that was made by hand; its history stays. */
export function MatchClassesPage() {
  const { school } = useParams({ strict: false });
  const matches = useAsk(showClassMatches, { params: { school: school ?? "" } });
  return (
    <>
      <PageHead
        title={matches.data === undefined ? "Match classes" : `Match classes of ${matches.data.school.name}`}
        says="A classroom that is handed over keeps its people and its history, and follows the source from the next sync on."
      >
        <Button variant="default" component={Link} to="/sources/schools">
          All schools
        </Button>
      </PageHead>
      {matches.data === undefined ? (
        <Answer of={matches}>{() => null}</Answer>
      ) : (
        <Matching matches={matches.data} />
      )}
    </>
  );
}

function Matching({ matches: { ours, theirs, total } }: { readonly matches: Matches }) {
  const maySet = useMay("set");
  const open = theirs.filter(({ linkedTo, suggestions }) => linkedTo === null || suggestions.length > 0);
  const [chosen, setChosen] = useState<ReadonlyMap<string, number | "new" | undefined>>(
    () =>
      new Map(
        open.map((one) => {
          const [first, second] = one.suggestions;
          const key = JSON.stringify([one.source, one.sourcedId]);
          return [key, second === undefined && one.linkedTo === null ? first?.record : undefined];
        }),
      ),
  );
  const link = useDeed(linkClassrooms);
  if (ours.length === 0)
    return <Text>No classroom of this school was made by hand: there is nothing to hand over.</Text>;
  const wanted = open.flatMap((one) => {
    const record = chosen.get(JSON.stringify([one.source, one.sourcedId]));
    return typeof record === "number" ? [{ source: one.source, sourcedId: one.sourcedId, record }] : [];
  });
  const save = async () => {
    for (const source of new Set(wanted.map((one) => one.source))) {
      const links = wanted
        .filter((one) => one.source === source)
        .map(({ sourcedId, record }) => ({ sourcedId, record }));
      await link.mutateAsync({ body: { source, links } });
    }
    told(`${counted(wanted.length, "classroom")} handed over.`);
  };
  return (
    <Stack>
      <MatchTable
        caption={`${counted(total, "class", "classes")} of the source${total > theirs.length ? `, the first ${theirs.length}` : ""}`}
        theirs={open}
        ours={ours.map(({ classroom, title, classCode, students }) => ({
          ...{ record: classroom, name: title },
          note: [classCode, counted(students, "student")].filter((part) => part !== "").join(", "),
        }))}
        chosen={chosen}
        onChoose={(key, value) => setChosen(new Map([...chosen, [key, value]]))}
        isFixed={!maySet}
      />
      <DeedTrouble error={link.error} />
      {maySet ? (
        <Group>
          <Button
            disabled={wanted.length === 0}
            loading={link.isPending}
            onClick={() => void save().catch(() => undefined)}
          >
            {`Hand over ${counted(wanted.length, "classroom")}`}
          </Button>
        </Group>
      ) : null}
    </Stack>
  );
}
