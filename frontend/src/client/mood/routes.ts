import type { Route } from "../../shared/router";

export const routes: Route[] = [
  { path: "/mood", page: () => import("./MoodPage"), words: ["mood"], access: "signed-in" },
  { path: "/mood/:entry_id", page: () => import("./MorePage"), words: ["mood", "sharing", "messages"], access: "signed-in" },
];
