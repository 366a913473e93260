import { Button, PasswordInput, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { openSession } from "@muster/api/resource/session.ts";
import { useEffect, useRef } from "react";
import { afterSignIn } from "../../data/after-sign-in.ts";
import { useDeed } from "../../data/use-ask.ts";
import { MessageCard } from "../../parts/MessageCard.tsx";
import { CodeInput } from "../../parts/ProveDialog.tsx";
import { Door } from "./Door.tsx";

/** Address, password, and the code of an authenticator app where one is asked for. */
export function SignInPage() {
  const open = useDeed(openSession);
  const form = useForm({ initialValues: { email: "", password: "", code: "" } });
  const summary = useRef<HTMLDivElement>(null);
  const problem = open.error?.problem;
  const wantsCode = problem?.code === "access.code.needed" || form.values.code !== "";
  // What is wrong gets the focus: a screen reader reads it, and the next key goes on from there.
  useEffect(() => {
    if (problem !== undefined && problem.code !== "access.code.needed") summary.current?.focus();
  }, [problem]);
  const submit = form.onSubmit(({ email, password, code }) =>
    open.mutate(
      { body: { email, password, ...(code === "" ? {} : { code }) } },
      { onSuccess: () => window.location.assign(afterSignIn()) },
    ),
  );
  return (
    <Door title="Sign in to Muster">
      <form onSubmit={submit} className="door">
        {problem === undefined || problem.code === "access.code.needed" ? null : (
          <div ref={summary} tabIndex={-1}>
            <MessageCard message={problem} />
          </div>
        )}
        <TextInput
          {...form.getInputProps("email")}
          label="E-mail"
          type="text"
          inputMode="email"
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
          <>
            <Text size="sm" role="status">
              Your password is right. Open your authenticator app and type the six digits it shows for Muster.
            </Text>
            <CodeInput {...form.getInputProps("code")} autoFocus />
          </>
        ) : null}
        <Button type="submit" loading={open.isPending} fullWidth>
          Sign in
        </Button>
        <Text size="sm">
          No password yet, or forgotten? An owner of your district can send you a link that signs you in once.
        </Text>
      </form>
    </Door>
  );
}
