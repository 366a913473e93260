import { PageHead } from "../../parts/PageHead.tsx";

/** Not built yet. */
export function AuditPage() {
  return <PageHead title="Audit log" />;
}
