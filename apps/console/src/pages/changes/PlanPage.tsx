import { useParams } from "@tanstack/react-router";
import { PlanView } from "./PlanView.tsx";

/** One plan by the beginning of its hash. */
export function PlanPage() {
  const { plan = "" } = useParams({ strict: false });
  return <PlanView key={plan} plan={plan} />;
}
