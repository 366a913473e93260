import { Button, Card, Center, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useDocumentTitle } from "@mantine/hooks";
import { openSession } from "@muster/api/resource/session.ts";
import { afterSignIn } from "../../data/after-sign-in.ts";
import { useDeed } from "../../data/use-ask.ts";
import mark from "../../mark.svg";
import { MessageCard } from "../../parts/MessageCard.tsx";

/** Address, password, and the code of an authenticator app where one is asked for. */
export function SignInPage() {
  useDocumentTitle("Sign in · Muster");
  const open = useDeed(openSession);
  const form = useForm({ initialValues: { email: "", password: "", code: "" } });
  const wantsCode = open.error?.problem.code === "access.code.needed" || form.values.code !== "";
  const submit = form.onSubmit(({ email, password, code }) =>
    open.mutate(
      { body: { email, password, ...(code === "" ? {} : { code }) } },
      { onSuccess: () => window.location.assign(afterSignIn()) },
    ),
  );
  return (
    <Center component="main" mih="100vh" p="md">
      <Card withBorder shadow="sm" padding="xl" w="100%" maw={420}>
        <form onSubmit={submit}>
          <Stack>
            <img src={mark} alt="" width={40} height={40} />
            <Title order={1} size="h2">
              Sign in to Muster
            </Title>
            {open.error === null || open.error.problem.code === "access.code.needed" ? null : (
              <MessageCard message={open.error.problem} />
            )}
            <TextInput
              {...form.getInputProps("email")}
              label="E-mail"
              type="email"
              autoComplete="username"
              required
            />
            <PasswordInput
              {...form.getInputProps("password")}
              label="Password"
              autoComplete="current-password"
              required
            />
            {wantsCode ? (
              <TextInput
                {...form.getInputProps("code")}
                label="Code of your authenticator app"
                inputMode="numeric"
                autoComplete="one-time-code"
                autoFocus
              />
            ) : null}
            <Button type="submit" loading={open.isPending}>
              Sign in
            </Button>
            <Text size="sm" c="dimmed">
              No password yet, or forgotten? An owner of your district can send you a link that signs you in
              once.
            </Text>
          </Stack>
        </form>
      </Card>
    </Center>
  );
}
