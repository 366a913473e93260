import { PageHead } from "../../parts/PageHead.tsx";

/** Not built yet. */
export function SourcePage() {
  return <PageHead title="Source" />;
}
