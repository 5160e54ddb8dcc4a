import type { Route } from "../../shared/router";

const own = { words: ["measures", "scores", "intake", "crisis"], access: "signed-in" } as const;

export const routes: Route[] = [
  { path: "/measures", page: () => import("./MeasuresPage"), ...own },
  { path: "/measures/results/:measure_id", page: () => import("./ResultPage"), ...own },
  { path: "/measures/:instrument", page: () => import("./ItemPage"), ...own },
  { path: "/measures/:instrument/:item", page: () => import("./ItemPage"), ...own },
];
