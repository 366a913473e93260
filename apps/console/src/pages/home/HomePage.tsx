import { Text } from "@mantine/core";
import { listRuns } from "@muster/api/resource/run.ts";
import { useAsk } from "../../data/use-ask.ts";
import { Answer } from "../../parts/Answer.tsx";
import { PageHead } from "../../parts/PageHead.tsx";
import { counted } from "../../parts/words.ts";

/** Is everything all right? */
export function HomePage() {
  const runs = useAsk(listRuns, { query: { limit: 5 } });
  return (
    <>
      <PageHead title="Home" />
      <Answer of={runs}>{({ total }) => <Text>{counted(total, "run")}</Text>}</Answer>
    </>
  );
}
