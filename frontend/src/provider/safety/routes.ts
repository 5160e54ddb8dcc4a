import type { Route } from "../../shared/router";

export const routes: Route[] = [
  { path: "/safety", page: () => import("./SafetyPage"), words: ["staff_safety", "crisis", "states"], access: "open" },
  { path: "/safety/reviews", page: () => import("./ReviewsPage"), words: ["staff_work"], access: "signed-in" },
  { path: "/safety/reviews/:review_id", page: () => import("./ReviewPage"), words: ["staff_review", "staff_work", "staff_intake", "intake", "states"], access: "signed-in" },
];
