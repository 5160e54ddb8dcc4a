import type { Route } from "../../shared/router";

const own = { words: ["intake", "crisis", "states"], access: "signed-in" } as const;

export const routes: Route[] = [
  { path: "/intake", page: () => import("./IntakePage"), ...own },
  { path: "/intake/finish", page: () => import("./FinishPage"), ...own },
  { path: "/intake/:step", page: () => import("./StepPage"), ...own },
  { path: "/intake/:step/:item", page: () => import("./StepPage"), ...own },
  { path: "/results", page: () => import("./ResultsPage"), ...own },
];
