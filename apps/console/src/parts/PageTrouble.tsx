import { Box, Button, Group } from "@mantine/core";
import type { Problem } from "@muster/api/problem.ts";
import { consoleFaultWords } from "@muster/rules/report/wording/console-fault-words.ts";
import type { ErrorComponentProps } from "@tanstack/react-router";
import { Link } from "@tanstack/react-router";
import { AskError } from "../data/ask.ts";
import { MessageCard } from "./MessageCard.tsx";
import { PageHead } from "./PageHead.tsx";

/** Stands where a page failed while it was drawn, or where its file is gone because Muster was updated meanwhile. */
export function PageTrouble({ error }: ErrorComponentProps) {
  const problem = error instanceof AskError ? error.problem : ownProblem("console.page.failed");
  return (
    <>
      <PageHead title="Something went wrong" />
      <MessageCard message={problem}>
        <Group gap="sm">
          <Button size="xs" onClick={() => window.location.reload()}>
            Load the page anew
          </Button>
          <Button size="xs" variant="default" component="a" href="/">
            Go to Home
          </Button>
        </Group>
      </MessageCard>
    </>
  );
}

/** The same where even the frame cannot be drawn, because nothing is known of who is signed in. */
export function DoorTrouble(props: ErrorComponentProps) {
  return (
    <Box component="main" p="xl" maw={640} mx="auto">
      <PageTrouble {...props} />
    </Box>
  );
}

/** Stands at an address that is no page's. */
export function NoPage() {
  return (
    <>
      <PageHead title="Page not found" />
      <MessageCard message={ownProblem("console.page.unknown")} tone="yellow">
        <Button size="xs" w="fit-content" component={Link} to="/">
          Go to Home
        </Button>
      </MessageCard>
    </>
  );
}

/** A message that the console tells by itself. */
function ownProblem(code: keyof typeof consoleFaultWords): Problem {
  const words = consoleFaultWords[code];
  return {
    ...{ ...words, what: words.what(), status: 0, where: "", code, facts: {} },
    ...{ help: `/help/codes/${code}`, retry: "now" },
  };
}
