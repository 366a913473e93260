import { Card, Stack, Text, Title } from "@mantine/core";
import { listClients } from "@muster/api/resource/client.ts";
import { useState } from "react";
import { useAsk } from "../../data/use-ask.ts";
import { Answer } from "../../parts/Answer.tsx";
import { CopyLine } from "../../parts/CopyLine.tsx";
import { ClientTable } from "./ClientTable.tsx";
import { NewClient } from "./NewClient.tsx";
import { SecretShown } from "./SecretShown.tsx";
import { SettingsFrame } from "./SettingsFrame.tsx";
import type { ClientSecret, Clients } from "./settings-answers.ts";

/** Other systems that read the directory by OneRoster REST: let in, given a new secret, and sent away. */
export function ClientsPage() {
  const clients = useAsk(listClients);
  const [made, setMade] = useState<ClientSecret & { readonly isRotated: boolean }>();
  return (
    <SettingsFrame
      title="Other systems"
      says="Library software, a reading programme, a dashboard: what may read the directory by OneRoster REST. None of them changes anything."
    >
      <Stack gap="lg">
        {made === undefined ? null : (
          <SecretShown
            key={made.secret}
            title={made.isRotated ? "A new client secret" : "What the other system signs in with"}
            says={made.isRotated ? rotatedSays : madeSays}
            label="Client secret"
            secret={made.secret}
            onDone={() => setMade(undefined)}
          >
            <CopyLine label="Client ID" value={made.clientId} />
          </SecretShown>
        )}
        <Answer of={clients}>
          {(data) => (
            <>
              {data.items.length === 0 ? (
                <Text>No other system reads this directory.</Text>
              ) : (
                <ClientTable
                  clients={data.items}
                  onRotated={(rotated) => setMade({ ...rotated, isRotated: true })}
                />
              )}
              <Addresses of={data.addresses} />
              <NewClient onMade={(secret) => setMade({ ...secret, isRotated: false })} />
            </>
          )}
        </Answer>
      </Stack>
    </SettingsFrame>
  );
}

const madeSays =
  "Enter the client ID and this client secret in the other system, beside the addresses below. Nobody can look the secret up later.";

const rotatedSays =
  "Enter it for this client ID in the other system in place of the one before, which works for another 24 hours. Nobody can look it up later.";

/** What every system is told beside its secret: no address names a district. */
function Addresses({ of }: { readonly of: Clients["addresses"] }) {
  return (
    <Card withBorder>
      <Stack gap="sm">
        <Title order={2} size="h4">
          Where a system reads
        </Title>
        <Text size="sm">
          The addresses are the same for all. Sign-in is OAuth 2.0 with client credentials; a request that is
          signed with OAuth 1.0a is not taken.
        </Text>
        <CopyLine label="OneRoster 1.2" value={of["1.2"]} />
        <CopyLine label="OneRoster 1.1" value={of["1.1"]} />
        <CopyLine label="Tokens" value={of.token} />
      </Stack>
    </Card>
  );
}
