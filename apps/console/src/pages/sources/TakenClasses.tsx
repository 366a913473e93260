import { Table, Text, TextInput, Title } from "@mantine/core";
import type { showClassMatches } from "@muster/api/resource/match.ts";
import type { Answered } from "@muster/api/route.ts";
import { useState } from "react";
import { useMay } from "../../data/use-session.ts";
import { TableBox } from "../../parts/TableBox.tsx";
import { TextLink } from "../../parts/TextLink.tsx";
import { UnlinkClass } from "../../parts/UnlinkClass.tsx";
import { count, counted } from "../../parts/words.ts";
import { keyOfTheirs } from "./matching.ts";

type TheirClass = Answered<typeof showClassMatches>["theirs"][number];

/** Nobody reads a longer list; the field above it finds the others. */
const mostShown = 50;

/** Classes of the sources that feed a class already: each is free to be matched once its link is taken away. */
export function TakenClasses({ taken }: { readonly taken: readonly TheirClass[] }) {
  const maySet = useMay("set");
  const [words, setWords] = useState("");
  const found = taken.filter((one) => isFound(one, words));
  // First those that look like one that was made by hand: whoever came to hand that one over looks for them.
  const inOrder = found.toSorted((a, b) => Number(isLike(b)) - Number(isLike(a)));
  const columns = ["At the source", "Students there", "Yours that it feeds"];
  return (
    <section aria-labelledby="taken">
      <Title order={2} size="h4" id="taken" mb="xs">
        {`${counted(taken.length, "class", "classes")} matched already`}
      </Title>
      <Text size="sm" mb="sm">
        A class of a source feeds one class of yours. To match it with another, take its link away first.
      </Text>
      {taken.length > mostShown ? (
        <TextInput
          label="Find one by its title or ID"
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          maw="24rem"
          mb="sm"
        />
      ) : null}
      <TableBox
        caption={
          found.length > mostShown ? `The first ${mostShown} of ${count(found.length)}` : "Matched already"
        }
        columns={maySet ? [...columns, "What to do"] : columns}
        miw={640}
      >
        {inOrder.slice(0, mostShown).map((one) => (
          <TakenRow key={keyOfTheirs(one)} one={one} maySet={maySet} />
        ))}
      </TableBox>
    </section>
  );
}

function TakenRow({ one, maySet }: { readonly one: TheirClass; readonly maySet: boolean }) {
  const { source, sourcedId, linkedTo } = one;
  const classroom = linkedTo?.record ?? 0;
  const [like] = one.suggestions.filter(({ record }) => record !== classroom);
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={600}>
        {one.name}
        <Text size="sm" c="dimmed">{`${sourcedId}, ${one.sourceName}`}</Text>
      </Table.Th>
      <Table.Td>{count(one.students)}</Table.Td>
      <Table.Td>
        <TextLink to="/people/class/$classroom" params={{ classroom: String(classroom) }}>
          {linkedTo?.name}
        </TextLink>
        {like === undefined ? null : (
          <Text size="sm" c="dimmed">{`Like ${like.name}, which is open: ${like.says}`}</Text>
        )}
      </Table.Td>
      {maySet ? (
        <Table.Td>
          <UnlinkClass link={{ classroom, source, sourcedId }} isSmall />
        </Table.Td>
      ) : null}
    </Table.Tr>
  );
}

function isLike({ suggestions, linkedTo }: TheirClass): boolean {
  return suggestions.some(({ record }) => record !== linkedTo?.record);
}

function isFound({ name, sourcedId, linkedTo }: TheirClass, words: string): boolean {
  const wanted = words.trim().toLowerCase();
  return [name, sourcedId, linkedTo?.name ?? ""].some((text) => text.toLowerCase().includes(wanted));
}
