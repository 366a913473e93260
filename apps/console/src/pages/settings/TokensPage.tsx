import {
  Button,
  Card,
  Checkbox,
  Group,
  NumberInput,
  Stack,
  Table,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useForm } from "@mantine/form";
import { listTokens, makeToken, revokeToken } from "@muster/api/resource/token.ts";
import type { Answered } from "@muster/api/route.ts";
import { rightWords } from "@muster/rules/access/right-words.ts";
import type { Right } from "@muster/rules/access/rights.ts";
import { useState } from "react";
import { useAsk, useDeed } from "../../data/use-ask.ts";
import { useSession } from "../../data/use-session.ts";
import { Answer } from "../../parts/Answer.tsx";
import { MessageCard } from "../../parts/MessageCard.tsx";
import { told } from "../../parts/told.ts";
import { ago, day } from "../../parts/words.ts";
import { SecretShown } from "./SecretShown.tsx";
import { SettingsFrame } from "./SettingsFrame.tsx";
import { TableCard } from "./TableCard.tsx";

type Tokens = Answered<typeof listTokens>;

/** Tokens of scripts: made, shown once, and ended. */
export function TokensPage() {
  const tokens = useAsk(listTokens);
  const [secret, setSecret] = useState<string>();
  return (
    <SettingsFrame
      title="Tokens"
      says="For scripts that use Muster without a browser. A token does what you may do at most, and ends by itself."
    >
      <Stack gap="lg">
        {secret === undefined ? null : (
          <SecretShown
            title="Your new token"
            says="Put it where your script finds it and nobody else does. It is sent as Authorization: Bearer, and nobody can look it up later."
            secret={secret}
            onDone={() => setSecret(undefined)}
          />
        )}
        <Answer of={tokens}>
          {(data) => (
            <>
              {data.items.length === 0 ? (
                <Text>There is no token. Nobody needs one who uses the console alone.</Text>
              ) : (
                <TokenTable tokens={data} />
              )}
              <NewToken mostDays={data.mostDays} onMade={setSecret} />
            </>
          )}
        </Answer>
      </Stack>
    </SettingsFrame>
  );
}

const standingWords = { works: "works", ended: "has ended", revoked: "revoked" } as const;

function TokenTable({ tokens: { items } }: { readonly tokens: Tokens }) {
  const revoke = useDeed(revokeToken);
  return (
    <>
      {revoke.error === null ? null : <MessageCard message={revoke.error.problem} />}
      <TableCard
        name="Tokens, newest first"
        columns={["What it is for", "Of", "May", "Last used", "Until", "End it"]}
      >
        {items.map((one) => (
          <Table.Tr key={one.token}>
            <Table.Td>{one.name}</Table.Td>
            <Table.Td data-label="Of">{one.operator}</Table.Td>
            <Table.Td data-label="May">
              {one.rights.map((right) => rightWords[right].short).join(", ")}
            </Table.Td>
            <Table.Td data-label="Last used">{one.usedAt === null ? "never" : ago(one.usedAt)}</Table.Td>
            <Table.Td data-label="Until">
              {one.standing === "works" ? day(one.endsAt) : standingWords[one.standing]}
            </Table.Td>
            <Table.Td>
              {one.standing === "works" ? (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={`Revoke ${one.name}`}
                  onClick={() =>
                    revoke.mutate(
                      { params: { token: one.token } },
                      { onSuccess: () => told(`${one.name} works no more.`) },
                    )
                  }
                >
                  Revoke
                </Button>
              ) : null}
            </Table.Td>
          </Table.Tr>
        ))}
      </TableCard>
    </>
  );
}

function NewToken({
  mostDays,
  onMade,
}: {
  readonly mostDays: number;
  readonly onMade: (secret: string) => void;
}) {
  const make = useDeed(makeToken);
  const own = useSession()?.rights ?? [];
  const form = useForm({ initialValues: { name: "", rights: ["see"] as Right[], days: mostDays } });
  const submit = form.onSubmit((body) =>
    make.mutate(
      { body },
      {
        onSuccess: ({ secret }) => {
          form.reset();
          onMade(secret);
        },
      },
    ),
  );
  return (
    <Card withBorder>
      <form onSubmit={submit}>
        <Stack maw={520}>
          <Title order={2} size="h4">
            Make a token
          </Title>
          {make.error === null ? null : <MessageCard message={make.error.problem} />}
          <TextInput {...form.getInputProps("name")} label="What it is for" maxLength={100} required />
          <Checkbox.Group
            label="What it may do"
            description="No more than the script needs."
            {...form.getInputProps("rights")}
          >
            <Stack gap="xs" mt="xs">
              {own.map((right) => (
                <Checkbox
                  key={right}
                  value={right}
                  label={rightWords[right].short}
                  description={rightWords[right].says}
                />
              ))}
            </Stack>
          </Checkbox.Group>
          <NumberInput
            {...form.getInputProps("days")}
            label="Days it works"
            min={1}
            max={mostDays}
            allowDecimal={false}
            w={140}
          />
          <Group>
            <Button type="submit" loading={make.isPending} disabled={form.values.rights.length === 0}>
              Make it
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}
