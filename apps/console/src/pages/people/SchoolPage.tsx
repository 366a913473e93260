import { PageHead } from "../../parts/PageHead.tsx";

/** Not built yet. */
export function SchoolPage() {
  return <PageHead title="School" />;
}
