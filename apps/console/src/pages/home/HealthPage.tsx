import { TableHeads } from "../../parts/TableHeads.tsx";
import "../../parts/card-table.css";
import { Button, Card, Group, Stack, Table, Text } from "@mantine/core";
import { listHealth } from "@muster/api/resource/home.ts";
import type { Answered, Sent } from "@muster/api/route.ts";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useAsk } from "../../data/use-ask.ts";
import { Answer } from "../../parts/Answer.tsx";
import { PageHead } from "../../parts/PageHead.tsx";
import { TextLink } from "../../parts/TextLink.tsx";
import { counted } from "../../parts/words.ts";

/** Who or what lacks something that everybody should have. */
export function HealthPage() {
  const { item } = useParams({ strict: false });
  const [places, turn] = useState<readonly string[]>([]);
  const after = places.at(-1);
  // An item that there is none of is answered by the server, in words.
  const known = item as Sent<typeof listHealth>["query"]["item"];
  const query = { item: known, limit: 50, ...(after === undefined ? {} : { after }) };
  const lacking = useAsk(listHealth, { query }, { keepsOld: true });
  return (
    <>
      <PageHead
        title={lacking.data?.title ?? "What should be zero"}
        says={<TextLink to="/">Back to Home</TextLink>}
      />
      <Answer of={lacking}>
        {(page) => (
          <Card withBorder>
            <Stack gap="sm">
              <Text role="status">{page.total === 0 ? page.none : counted(page.total, "record")}</Text>
              {page.items.length === 0 ? null : <Records page={page} />}
              <Group justify="end">
                {places.length === 0 ? null : (
                  <Button variant="default" size="xs" onClick={() => turn(places.slice(0, -1))}>
                    Page before
                  </Button>
                )}
                {page.next === null ? null : (
                  <Next next={page.next} turn={(next) => turn([...places, next])} />
                )}
              </Group>
            </Stack>
          </Card>
        )}
      </Answer>
    </>
  );
}

function Next({ next, turn }: { readonly next: string; readonly turn: (next: string) => void }) {
  return (
    <Button variant="default" size="xs" onClick={() => turn(next)}>
      Next page
    </Button>
  );
}

function Records({ page }: { readonly page: Answered<typeof listHealth> }) {
  return (
    <Table className="as-cards" captionSide="top">
      <caption className="heard">{page.title}</caption>
      <TableHeads of={["Name", "School"]} />
      <Table.Tbody>
        {page.items.map(({ id, name, schools, to }) => (
          <Table.Tr key={id}>
            <Table.Th scope="row">
              <TextLink to={to}>{name}</TextLink>
            </Table.Th>
            <Table.Td data-label="School">{schools === "" ? "None of its own" : schools}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
