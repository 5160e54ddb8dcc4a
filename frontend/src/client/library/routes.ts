import type { Route } from "../../shared/router";

export const routes: Route[] = [
  { path: "/library", page: () => import("../../shared/library/LibraryPage"), words: ["library"], access: "open" },
  { path: "/library/:slug", page: () => import("../../shared/library/ArticlePage"), words: ["library"], access: "open" },
];
