import { Button, Center, Loader, Stack, Title } from "@mantine/core";
import { useLink } from "@muster/api/resource/session.ts";
import { useEffect, useRef } from "react";
import { useDeed } from "../../data/use-ask.ts";
import { MessageCard } from "../../parts/MessageCard.tsx";

/** Where a link that signs in once leads: its secret stands behind the #, which no server and no log ever sees. */
export function LinkPage() {
  const use = useDeed(useLink);
  const wasTried = useRef(false);
  useEffect(() => {
    if (wasTried.current) return;
    wasTried.current = true;
    const link = window.location.hash.slice(1);
    window.history.replaceState(null, "", "/link");
    use.mutate({ body: { link } }, { onSuccess: () => window.location.replace("/") });
  });
  return (
    <Center component="main" mih="100vh" p="md">
      <Stack maw={480}>
        <Title order={1} size="h2">
          Signing in
        </Title>
        {use.error === null ? (
          <Loader aria-label="Signing in" />
        ) : (
          <MessageCard message={use.error.problem}>
            <Button component="a" href="/sign-in" w="fit-content" size="xs">
              Sign in with a password
            </Button>
          </MessageCard>
        )}
      </Stack>
    </Center>
  );
}
