import { PageHead } from "../../parts/PageHead.tsx";

/** Not built yet. */
export function SourcesPage() {
  return <PageHead title="Sources" />;
}
