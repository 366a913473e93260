import { PageHead } from "../../parts/PageHead.tsx";

/** Not built yet. */
export function OperatorsPage() {
  return <PageHead title="People who sign in" />;
}
