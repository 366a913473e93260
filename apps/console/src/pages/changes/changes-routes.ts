import { listPlanGroups, listPlans, showPlan } from "@muster/api/resource/plan.ts";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { askEarly } from "../../data/ask-early.ts";
import { inside } from "../../inside.tsx";
import { firstPlans, planShownFirst } from "./first-plan.ts";
import { readPlanSearch } from "./plan-search.ts";

const page = lazyRouteComponent(() => import("./PlanPage.tsx"), "PlanPage");
const newestPage = lazyRouteComponent(() => import("./ChangesPage.tsx"), "ChangesPage");

function askForPlan(plan: string): void {
  void askEarly(showPlan, { params: { plan } });
  void askEarly(listPlanGroups, { params: { plan } });
}

/** The addresses of changes. */
export const changesRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: "/changes",
    validateSearch: readPlanSearch,
    component: newestPage,
    staticData: {
      askEarly: () => {
        void newestPage.preload?.();
        void askEarly(listPlans, firstPlans).then((plans) => {
          const plan = plans === undefined ? undefined : planShownFirst(plans);
          if (plan !== undefined) askForPlan(plan);
        });
      },
    },
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/changes/$plan",
    validateSearch: readPlanSearch,
    component: page,
    staticData: {
      askEarly: ({ plan = "" }) => {
        void page.preload?.();
        askForPlan(plan);
      },
    },
  }),
] as const;
