import type { NavItem, Route } from "../../shared/router";

export const routes: Route[] = [
  { path: "/library", page: () => import("../../shared/library/LibraryPage"), words: ["library"], access: "signed-in" },
  { path: "/library/:slug", page: () => import("./ArticlePage"), words: ["library", "crisis", "staff_homework"], access: "signed-in" },
];
export const nav: NavItem[] = [{ href: "/library", label: "nav_library", order: 4.6, roles: ["provider"] }];
