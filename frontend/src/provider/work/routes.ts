import type { NavItem, Route } from "../../shared/router";

export const routes: Route[] = [
  { path: "/work", page: () => import("./WorkPage"), words: ["staff_work", "staff_people", "states"], access: "signed-in" },
  { path: "/work/second-factor/:person_id", page: () => import("./ResetPage"), words: ["staff_people"], access: "signed-in" },
];
export const nav: NavItem[] = [{ href: "/", also: ["/work"], label: "nav_work", order: 1, roles: ["admin"] }];
