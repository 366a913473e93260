import { Button, Card, Checkbox, Group, Stack, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { makeClient } from "@muster/api/resource/client.ts";
import { useDeed } from "../../data/use-ask.ts";
import { MessageCard } from "../../parts/MessageCard.tsx";
import { allClientScopes, clientScopes } from "./client-scopes.ts";
import type { ClientSecret } from "./settings-answers.ts";

/** Lets another system in. `onMade` is given the secret that is shown once. */
export function NewClient({ onMade }: { readonly onMade: (secret: ClientSecret) => void }) {
  const make = useDeed(makeClient);
  const form = useForm({ initialValues: { name: "", scopes: [...allClientScopes] } });
  const submit = form.onSubmit((body) =>
    make.mutate(
      { body },
      {
        onSuccess: (made) => {
          form.reset();
          onMade(made);
        },
      },
    ),
  );
  return (
    <Card withBorder>
      <form onSubmit={submit}>
        <Stack maw={520}>
          <Title order={2} size="h4">
            Let a system read
          </Title>
          {make.error === null ? null : <MessageCard message={make.error.problem} />}
          <TextInput
            {...form.getInputProps("name")}
            label="What it is"
            description="Each system gets a secret of its own, so that one can be sent away without the others."
            maxLength={100}
            required
          />
          <Checkbox.Group label="What it may read" {...form.getInputProps("scopes")}>
            <Stack gap="xs" mt="xs">
              {allClientScopes.map((scope) => (
                <Checkbox
                  key={scope}
                  value={scope}
                  label={clientScopes[scope].label}
                  description={clientScopes[scope].says}
                />
              ))}
            </Stack>
          </Checkbox.Group>
          <Group>
            <Button type="submit" loading={make.isPending} disabled={form.values.scopes.length === 0}>
              Let it read
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}
