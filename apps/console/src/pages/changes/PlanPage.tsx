import { PageHead } from "../../parts/PageHead.tsx";

/** Not built yet. */
export function PlanPage() {
  return <PageHead title="Changes" />;
}
