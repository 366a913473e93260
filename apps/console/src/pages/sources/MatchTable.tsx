import { Select, Table, Text } from "@mantine/core";
import { TableBox } from "../../parts/TableBox.tsx";
import { count } from "../../parts/words.ts";
import { keyOfTheirs } from "./matching.ts";

/** One of a source that may be one of ours. */
export interface Theirs {
  readonly source: number;
  readonly sourceName: string;
  readonly sourcedId: string;
  readonly name: string;
  readonly students: number;
  readonly suggestions: readonly { readonly record: number; readonly name: string; readonly says: string }[];
  /** What stands where nothing is chosen; left out: `Leave out`. */
  readonly unchosen?: string;
  /** Whether the word for a new one is offered here; left out: it is. */
  readonly mayBeNew?: boolean;
  /** What else there is to be said of it. */
  readonly note?: string;
}

/** One of ours that may be chosen. */
export interface Ours {
  readonly record: number;
  readonly name: string;
  readonly note: string;
}

/** Theirs beside ours, with what speaks for each; chosen from a list, never typed. */
export function MatchTable({
  caption,
  theirs,
  ours,
  chosen,
  onChoose,
  isFixed,
  newWord,
}: {
  readonly caption: string;
  readonly theirs: readonly Theirs[];
  readonly ours: readonly Ours[];
  readonly chosen: ReadonlyMap<string, number | "new" | undefined>;
  readonly onChoose: (key: string, value: number | "new" | undefined) => void;
  readonly isFixed: boolean;
  /** What is offered beside ours, where one may be new; left out: nothing is. */
  readonly newWord?: string;
}) {
  const records = ours.map(({ record, name, note }) => ({
    value: String(record),
    label: `${name} (${note})`,
  }));
  const withNew = newWord === undefined ? records : [{ value: "new", label: newWord }, ...records];
  return (
    <TableBox
      caption={caption}
      columns={["At the source", "Students there", "Yours", "What speaks for it"]}
      miw={640}
      verticalSpacing="sm"
    >
      {theirs.map((one) => {
        const key = keyOfTheirs(one);
        const value = chosen.get(key);
        const reason = one.suggestions.find(({ record }) => record === value);
        return (
          <Table.Tr key={key}>
            <Table.Th scope="row" fw={600}>
              {one.name}
              <Text size="sm" c="dimmed">
                {`${one.sourcedId}, ${one.sourceName}`}
              </Text>
              {one.note === undefined ? null : (
                <Text size="sm" fw={400}>
                  {one.note}
                </Text>
              )}
            </Table.Th>
            <Table.Td>{count(one.students)}</Table.Td>
            <Table.Td>
              <Select
                aria-label={`Yours for ${one.name}`}
                placeholder={one.unchosen ?? "Leave out"}
                data={one.mayBeNew === false ? records : withNew}
                value={value === undefined ? null : String(value)}
                onChange={(picked) => onChoose(key, readChoice(picked))}
                disabled={isFixed}
                clearable
                searchable
                miw="14rem"
              />
            </Table.Td>
            <Table.Td>
              {reason?.says ?? (one.suggestions.length > 1 ? `${one.suggestions.length} may be meant` : "–")}
            </Table.Td>
          </Table.Tr>
        );
      })}
    </TableBox>
  );
}

function readChoice(picked: string | null): number | "new" | undefined {
  if (picked === null) return undefined;
  return picked === "new" ? "new" : Number(picked);
}
