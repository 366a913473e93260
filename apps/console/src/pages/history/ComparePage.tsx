import { PageHead } from "../../parts/PageHead.tsx";

/** Not built yet. */
export function ComparePage() {
  return <PageHead title="Compare two runs" />;
}
