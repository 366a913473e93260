import { PageHead } from "../../parts/PageHead.tsx";

/** Not built yet. */
export function MatchSchoolsPage() {
  return <PageHead title="Match schools" />;
}
