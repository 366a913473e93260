import { PageHead } from "../../parts/PageHead.tsx";

/** Not built yet. */
export function TokensPage() {
  return <PageHead title="Tokens" />;
}
