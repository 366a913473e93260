import { PageHead } from "../../parts/PageHead.tsx";

/** Not built yet. */
export function MePage() {
  return <PageHead title="Password and second factor" />;
}
