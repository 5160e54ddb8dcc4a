import type { Route } from "../../shared/router";

export const routes: Route[] = [
  { path: "/library", page: () => import("../../shared/library/LibraryPage"), words: ["library"], access: "signed-in" },
  { path: "/library/:slug", page: () => import("./ArticlePage"), words: ["library", "crisis", "staff_homework"], access: "signed-in" },
];
