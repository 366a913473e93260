import { PageHead } from "../../parts/PageHead.tsx";

/** Not built yet. */
export function AddSourcePage() {
  return <PageHead title="Add a source" />;
}
