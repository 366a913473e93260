import { Button, Card, Group, List, PasswordInput, Stack, Text, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { closeOtherBrowsers, listBrowsers, setPassword } from "@muster/api/resource/session.ts";
import { roleTerms } from "@muster/rules/access/rights.ts";
import { lowerFirst } from "@muster/rules/report/letter-case.ts";
import { useAsk, useDeed } from "../../data/use-ask.ts";
import { type Session, useSession } from "../../data/use-session.ts";
import { Answer } from "../../parts/Answer.tsx";
import { MessageCard } from "../../parts/MessageCard.tsx";
import { NewPassword } from "../../parts/NewPassword.tsx";
import { told } from "../../parts/told.ts";
import { ago, instant } from "../../parts/words.ts";
import { SecondFactor } from "./SecondFactor.tsx";
import { SettingsFrame } from "./SettingsFrame.tsx";

/** One's own password, second factor and browsers. */
export function MePage() {
  const session = useSession();
  return (
    <SettingsFrame
      title="My password"
      says="How you sign in, and the browsers that you are signed in with. Nobody else sees your password, owners neither."
    >
      {session === undefined ? null : (
        <Stack gap="lg">
          <Who session={session} />
          <Password key={String(session.hasPassword)} hasPassword={session.hasPassword} />
          <SecondFactor hasSecondFactor={session.hasSecondFactor} hasPassword={session.hasPassword} />
          <Browsers />
        </Stack>
      )}
    </SettingsFrame>
  );
}

function Who({ session: { name, email, role, schoolIds } }: { readonly session: Session }) {
  return (
    <Text>
      You are signed in as <b>{name}</b> ({email}). Your role is {roleTerms[role].label.toLowerCase()}
      {schoolIds === null
        ? ""
        : ` of ${schoolIds.length === 1 ? "one school" : `${schoolIds.length} schools`}`}
      : {lowerFirst(roleTerms[role].says)}
    </Text>
  );
}

function Password({ hasPassword }: { readonly hasPassword: boolean }) {
  const set = useDeed(setPassword);
  const form = useForm({ initialValues: { current: "", password: "", again: "" } });
  const submit = form.onSubmit(({ current, password, again }) => {
    if (password !== again) return form.setFieldError("again", "This is not the same as above.");
    return set.mutate(
      { body: { password, ...(current === "" ? {} : { current }) } },
      {
        onSuccess: () => {
          form.reset();
          told("Your password is set. Every other browser of yours was signed out.");
        },
      },
    );
  });
  return (
    <Card withBorder>
      <form onSubmit={submit}>
        <Stack maw={420}>
          <Title order={2} size="h4">
            {hasPassword ? "Change your password" : "Choose a password"}
          </Title>
          {set.error === null ? null : <MessageCard message={set.error.problem} />}
          {hasPassword ? (
            <PasswordInput
              {...form.getInputProps("current")}
              label="Password until now"
              autoComplete="current-password"
              required
            />
          ) : null}
          <NewPassword {...form.getInputProps("password")} />
          <PasswordInput
            {...form.getInputProps("again")}
            label="The same once more"
            autoComplete="new-password"
            required
          />
          <Button type="submit" w="fit-content" loading={set.isPending}>
            Set the password
          </Button>
        </Stack>
      </form>
    </Card>
  );
}

function Browsers() {
  const browsers = useAsk(listBrowsers);
  const close = useDeed(closeOtherBrowsers);
  return (
    <Card withBorder>
      <Stack>
        <Group justify="space-between">
          <Title order={2} size="h4">
            Where you are signed in
          </Title>
          <Button
            variant="default"
            size="xs"
            loading={close.isPending}
            onClick={() => close.mutate({}, { onSuccess: () => told("Every other browser was signed out.") })}
          >
            Sign out everywhere else
          </Button>
        </Group>
        <Answer of={browsers} lines={2}>
          {({ items }) => (
            <List listStyleType="none" spacing="xs">
              {items.map(({ browser, isThis, agent, address, beganAt, seenAt }) => (
                <List.Item key={browser}>
                  <Text fw={600}>
                    {browserName(agent)}
                    {isThis ? ", this browser" : ""}
                  </Text>
                  <Text size="sm" c="dimmed">
                    From {address}, signed in {instant(beganAt)}, last heard of {ago(seenAt)}
                  </Text>
                </List.Item>
              ))}
            </List>
          )}
        </Answer>
      </Stack>
    </Card>
  );
}

/** Browsers call themselves by each other's names; the last that fits is what people call it. */
function browserName(agent: string): string {
  const known = [
    ["Edg/", "Edge"],
    ["OPR/", "Opera"],
    ["Firefox/", "Firefox"],
    ["Chrome/", "Chrome"],
    ["Safari/", "Safari"],
  ].find(([mark]) => mark !== undefined && agent.includes(mark));
  const systems = ["Windows", "Android", "iPhone", "iPad", "Mac OS", "CrOS", "Linux"];
  const system = systems.find((name) => agent.includes(name));
  return [known?.[1] ?? "A browser", system].filter((part) => part !== undefined).join(" on ");
}
