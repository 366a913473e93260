import { Button, Group, getDefaultZIndex, Modal, Stack, Text } from "@mantine/core";
import { showSession } from "@muster/api/resource/session.ts";
import { useEffect, useState } from "react";
import { ask } from "../data/ask.ts";
import { queryClient } from "../data/query-client.ts";
import { useServerWatch } from "../data/server-watch.ts";
import { keyOf } from "../data/use-ask.ts";
import { useSession } from "../data/use-session.ts";

/** How long before the end it is told, in ms: enough to finish a sentence. */
const noticeMs = 3 * 60_000;
/** How often the clock is looked at, in ms. */
const lookMs = 10_000;

/** Tells before a browser is signed out and lets it stay with one press (WCAG 2.2.1); tells when it was signed out. */
export function SessionGuard() {
  const { isSignedOut } = useServerWatch();
  const left = useTimeLeft();
  if (isSignedOut) return <SignedOut />;
  if (left === undefined || left.ms > noticeMs) return null;
  return <EndsSoon {...left} />;
}

interface TimeLeft {
  readonly ms: number;
  /** Nothing was asked for so long; a press lets it go on. Else the day's end of every session. */
  readonly isIdle: boolean;
}

function useTimeLeft(): TimeLeft | undefined {
  const session = useSession();
  const { answeredAt } = useServerWatch();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const clock = setInterval(() => setNow(Date.now()), lookMs);
    return () => clearInterval(clock);
  }, []);
  if (session === undefined || session.endsAt === null) return undefined;
  const idle = answeredAt + session.idleMinutes * 60_000 - now;
  const whole = new Date(session.endsAt).getTime() - now;
  return idle < whole ? { ms: idle, isIdle: true } : { ms: whole, isIdle: false };
}

function EndsSoon({ ms, isIdle }: TimeLeft) {
  const [isDismissed, setDismissed] = useState(false);
  const [isOver, setOver] = useState(false);
  const minutes = Math.max(1, Math.ceil(ms / 60_000));
  const stay = async (): Promise<void> => {
    if (isIdle)
      await queryClient
        .fetchQuery({ queryKey: keyOf(showSession, {}), queryFn: () => ask(showSession), staleTime: 0 })
        .catch(() => setOver(true));
    else setDismissed(true);
  };
  if (isOver || ms <= 0) return <SignedOut />;
  return (
    <Modal
      opened={!isDismissed}
      onClose={() => void stay()}
      title="You will be signed out soon"
      zIndex={getDefaultZIndex("overlay")}
      withCloseButton={false}
    >
      <Stack>
        <Text>
          {isIdle
            ? `Nothing was asked of Muster for a while. In about ${minutes} min it signs you out, so that nobody else can go on in your name.`
            : `You have been signed in for half a day. In about ${minutes} min Muster signs you out and you sign in anew. Finish what you are writing.`}
        </Text>
        <Button onClick={() => void stay()} w="fit-content" data-autofocus>
          {isIdle ? "Stay signed in" : "I have seen it"}
        </Button>
      </Stack>
    </Modal>
  );
}

function SignedOut() {
  const back = `${window.location.pathname}${window.location.search}`;
  return (
    <Modal
      opened
      onClose={() => undefined}
      title="You were signed out"
      withCloseButton={false}
      zIndex={getDefaultZIndex("overlay")}
    >
      <Stack>
        <Text>
          Nothing was changed by that. Sign in again and you come back to this page; what you had not sent yet
          has to be typed once more.
        </Text>
        <Group>
          <Button component="a" href={`/sign-in?next=${encodeURIComponent(back)}`} data-autofocus>
            Sign in
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
