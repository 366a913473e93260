import { Button, Loader, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useLink } from "@muster/api/resource/session.ts";
import { useEffect, useRef } from "react";
import { useDeed } from "../../data/use-ask.ts";
import { MessageCard } from "../../parts/MessageCard.tsx";
import { CodeInput } from "../../parts/ProveDialog.tsx";
import { Door } from "./Door.tsx";

/**
 * Where a link that signs in once leads: its secret stands behind the #, which no server and no log ever sees. Whoever
 * has a second factor tells its code here; whoever was invited chooses a password next.
 */
export function LinkPage() {
  const use = useDeed(useLink);
  const secret = useRef<string>(undefined);
  const form = useForm({ initialValues: { code: "" } });
  const follow = (code: string) =>
    use.mutate(
      { body: { link: secret.current ?? "", ...(code === "" ? {} : { code }) } },
      {
        onSuccess: ({ purpose, hasPassword }) =>
          window.location.replace(purpose !== "first-run" && !hasPassword ? "/settings/me" : "/"),
      },
    );
  useEffect(() => {
    if (secret.current !== undefined) return;
    secret.current = window.location.hash.slice(1);
    window.history.replaceState(null, "", "/link");
    follow("");
  });
  const problem = use.error?.problem;
  if (problem === undefined)
    return (
      <Door title="Signing in">
        <Loader aria-label="Signing in" />
      </Door>
    );
  if (problem.code === "access.code.needed" || problem.code === "access.code.refused")
    return (
      <Door title="Signing in">
        <form onSubmit={form.onSubmit(({ code }) => follow(code))} className="door">
          {problem.code === "access.code.refused" ? <MessageCard message={problem} /> : null}
          <Text size="sm">Your link is right. A second factor is set up for your login.</Text>
          <CodeInput {...form.getInputProps("code")} autoFocus />
          <Button type="submit" loading={use.isPending} fullWidth>
            Sign in
          </Button>
        </form>
      </Door>
    );
  return (
    <Door title="Signing in">
      <MessageCard message={problem}>
        <Button component="a" href="/sign-in" w="fit-content" size="xs">
          Sign in with a password
        </Button>
      </MessageCard>
    </Door>
  );
}
