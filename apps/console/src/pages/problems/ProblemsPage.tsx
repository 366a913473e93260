import { PageHead } from "../../parts/PageHead.tsx";

/** Not built yet. */
export function ProblemsPage() {
  return <PageHead title="Problems" />;
}
