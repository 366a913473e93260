import { PageHead } from "../../parts/PageHead.tsx";

/** Not built yet. */
export function RunPage() {
  return <PageHead title="Run" />;
}
