import { Alert } from "@mantine/core";
import { IconPlugConnectedX } from "@tabler/icons-react";
import { useServerWatch } from "../data/server-watch.ts";

/** Says above every page that the server does not answer, for as long as it does not. */
export function SilenceBanner() {
  const { isSilent } = useServerWatch();
  // The place is always there: a screen reader tells what comes into it.
  return (
    <div role="status" className="no-print">
      {isSilent ? (
        <Alert
          color="yellow"
          mb="md"
          icon={<IconPlugConnectedX aria-hidden />}
          title="Muster does not answer at the moment"
        >
          What you see was true a moment ago. This page asks again every few seconds and goes on by itself.
        </Alert>
      ) : null}
    </div>
  );
}
