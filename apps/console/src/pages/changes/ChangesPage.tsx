import { PageHead } from "../../parts/PageHead.tsx";

/** Not built yet. */
export function ChangesPage() {
  return <PageHead title="Changes" />;
}
