import type { Route } from "../../shared/router";

export const routes: Route[] = [
  { path: "/safety", page: () => import("./SafetyPage"), words: ["staff_safety", "crisis", "states"], access: "open" },
  { path: "/safety/reviews", page: () => import("./ReviewsPage"), words: ["staff_work"], access: "signed-in" },
];
