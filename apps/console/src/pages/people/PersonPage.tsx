import { PageHead } from "../../parts/PageHead.tsx";

/** Not built yet. */
export function PersonPage() {
  return <PageHead title="Person" />;
}
