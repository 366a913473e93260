import { Button, Card, Code, Group, Stack, Text, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { dropSecondFactor, offerSecondFactor, setSecondFactor } from "@muster/api/resource/session.ts";
import qrcode from "qrcode";
import { useEffect, useState } from "react";
import { useDeed } from "../../data/use-ask.ts";
import { MessageCard } from "../../parts/MessageCard.tsx";
import { CodeInput } from "../../parts/ProveDialog.tsx";
import { told } from "../../parts/told.ts";

/** An authenticator app as the second factor: set up with a code of it, or taken away. */
export function SecondFactor({
  hasSecondFactor,
  hasPassword,
}: {
  readonly hasSecondFactor: boolean;
  readonly hasPassword: boolean;
}) {
  const offer = useDeed(offerSecondFactor);
  const drop = useDeed(dropSecondFactor);
  const problem = offer.error?.problem ?? drop.error?.problem;
  return (
    <Card withBorder>
      <Stack>
        <Title order={2} size="h4">
          Second factor
        </Title>
        <Text size="sm" maw={640}>
          {hasSecondFactor
            ? "An authenticator app is set up: signing in asks for its six digits beside the password."
            : "With an authenticator app on your phone a password that somebody has found out is not enough to sign in as you."}
        </Text>
        {problem === undefined ? null : <MessageCard message={problem} />}
        {hasSecondFactor || offer.data === undefined ? (
          <Group>
            <Button
              variant={hasSecondFactor ? "default" : "filled"}
              loading={offer.isPending}
              disabled={!hasPassword}
              onClick={() => offer.mutate({})}
            >
              {hasSecondFactor ? "Set up another phone" : "Set up an authenticator app"}
            </Button>
            {hasSecondFactor ? (
              <Button
                variant="default"
                loading={drop.isPending}
                onClick={() =>
                  drop.mutate({}, { onSuccess: () => told("You sign in without a code from now on.") })
                }
              >
                Sign in without it
              </Button>
            ) : null}
          </Group>
        ) : null}
        {hasPassword ? null : <Text size="sm">Choose a password first.</Text>}
        {offer.data === undefined ? null : <SetUp {...offer.data} onDone={offer.reset} />}
      </Stack>
    </Card>
  );
}

function SetUp({
  secret,
  address,
  onDone,
}: {
  readonly secret: string;
  readonly address: string;
  readonly onDone: () => void;
}) {
  const set = useDeed(setSecondFactor);
  const form = useForm({ initialValues: { code: "" } });
  const picture = usePicture(address);
  return (
    <form
      onSubmit={form.onSubmit(({ code }) =>
        set.mutate(
          { body: { secret, code } },
          {
            onSuccess: () => {
              told("Your authenticator app is set up.");
              onDone();
            },
          },
        ),
      )}
    >
      <Group align="start" gap="xl">
        {picture === undefined ? null : (
          <img
            src={picture}
            width={200}
            height={200}
            alt="QR code for your authenticator app"
            style={{ background: "white", borderRadius: 8 }}
          />
        )}
        <Stack maw={420} style={{ flex: "1 1 16rem" }}>
          <Text size="sm">1. Open the app on your phone and let it read the picture, or type this in:</Text>
          <Code block style={{ whiteSpace: "pre-wrap", wordBreak: "break-all" }}>
            {secret.replaceAll(/(.{4})/g, "$1 ").trim()}
          </Code>
          <Text size="sm">2. Type the six digits that the app shows now.</Text>
          {set.error === null ? null : <MessageCard message={set.error.problem} />}
          <CodeInput {...form.getInputProps("code")} />
          <Button type="submit" w="fit-content" loading={set.isPending}>
            Turn it on
          </Button>
        </Stack>
      </Group>
    </form>
  );
}

/** Drawn here: the secret is told to nobody else's server to be made a picture of. */
function usePicture(address: string): string | undefined {
  const [picture, setPicture] = useState<string>();
  useEffect(() => {
    let isGone = false;
    void qrcode.toString(address, { type: "svg", margin: 2 }).then((svg) => {
      if (!isGone) setPicture(`data:image/svg+xml;utf8,${encodeURIComponent(svg)}`);
    });
    return () => {
      isGone = true;
    };
  }, [address]);
  return picture;
}
