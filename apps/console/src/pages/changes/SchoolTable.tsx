import { Button, Card, Group, Table, Text, Title, UnstyledButton } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useState } from "react";
import { count, counted } from "../../parts/words.ts";
import type { Choice, Plan } from "./plan-values.ts";
import { usePlanSearch } from "./use-plan-search.ts";

type School = Plan["schools"][number];
type SchoolCell = School["cells"][number];

/** So many schools are shown before the rest is asked for. */
const shownAtFirst = 13;

/** Which schools a plan touches, the school that loses the largest share first; the deeper the colour, the larger it is. */
export function SchoolTable({
  plan,
  decide,
  toRows,
}: {
  readonly plan: Plan;
  readonly decide: ((choice: Choice) => void) | undefined;
  readonly toRows: () => void;
}) {
  const [showsAll, setShowsAll] = useState(false);
  const types = plan.matrix.filter(({ type }) => type !== "link" && type !== "school");
  if (plan.schools.length < 2) return null;
  const shown = showsAll ? plan.schools : plan.schools.slice(0, shownAtFirst);
  return (
    <Card withBorder component="section" aria-labelledby="plan-schools">
      <Title order={2} size="h4" id="plan-schools" mb={4}>
        School by school
      </Title>
      <Text size="sm" mb="xs">
        Those that lose the largest share first. + come, ~ change, − leave; the share is of what leaves.
      </Text>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section className="plan-scroll" tabIndex={0} aria-label="Changes by school">
        <Table className="plan-schools">
          <Table.Caption className="heard">Changes by school and type of record</Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">School</Table.Th>
              {types.map(({ type, label }) => (
                <Table.Th key={type} scope="col">
                  {label}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((school) => (
              <SchoolLine
                key={school.schoolId}
                school={school}
                types={types}
                decide={decide}
                toRows={toRows}
              />
            ))}
          </Table.Tbody>
        </Table>
      </section>
      {plan.schools.length > shown.length ? (
        <Button variant="subtle" size="xs" mt="xs" onClick={() => setShowsAll(true)}>
          Show {count(plan.schools.length - shown.length)} more schools
        </Button>
      ) : null}
    </Card>
  );
}

function SchoolLine({
  school,
  types,
  decide,
  toRows,
}: {
  readonly school: School;
  readonly types: readonly { readonly type: string; readonly label: string }[];
  readonly decide: ((choice: Choice) => void) | undefined;
  readonly toRows: () => void;
}) {
  const [, set] = usePlanSearch();
  const see = (type: string | undefined): void => {
    set({ school: school.schoolId, type, kind: undefined, group: undefined, standing: undefined });
    toRows();
  };
  const part = { schoolId: school.schoolId };
  return (
    <Table.Tr>
      <Table.Th scope="row">
        <UnstyledButton className="plan-link" onClick={() => see(undefined)}>
          {school.name}
        </UnstyledButton>
        {school.held === 0 ? null : (
          <Group gap="xs">
            <Text span size="xs" className="plan-held">
              <IconAlertTriangle size={13} aria-hidden /> {counted(school.held, "change")} held
            </Text>
            {decide === undefined ? null : (
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => decide({ mode: "only", parts: [part] })}
              >
                Decide …<span className="heard"> on {school.name} alone</span>
              </Button>
            )}
          </Group>
        )}
      </Table.Th>
      {types.map(({ type, label }) => {
        const cell = school.cells.find((one) => one.type === type);
        return (
          <Table.Td key={type} className="plan-heat" data-heat={heatOf(cell)}>
            {cell === undefined ? (
              <Text span className="quiet">
                0
              </Text>
            ) : (
              <UnstyledButton className="plan-cell" onClick={() => see(type)}>
                <CellText cell={cell} label={`${school.name}, ${label.toLowerCase()}`} />
              </UnstyledButton>
            )}
          </Table.Td>
        );
      })}
    </Table.Tr>
  );
}

function CellText({ cell, label }: { readonly cell: SchoolCell; readonly label: string }) {
  return (
    <Group gap="0 6px" component="span">
      <span className="heard">{label}: </span>
      {cell.additions === 0 ? null : <span>+{count(cell.additions)}</span>}
      {cell.updates === 0 ? null : <span>~{count(cell.updates)}</span>}
      {cell.removals === 0 ? null : (
        <b>
          −{count(cell.removals)} ({cell.percent} %)
        </b>
      )}
    </Group>
  );
}

/** How deep a colour: none, then from a little to a third and more. */
function heatOf(cell: SchoolCell | undefined): number {
  if (cell === undefined || cell.removals === 0) return 0;
  if (cell.percent >= 30) return 4;
  if (cell.percent >= 10) return 3;
  return cell.percent >= 3 ? 2 : 1;
}
