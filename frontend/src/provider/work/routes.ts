import type { NavItem, Route } from "../../shared/router";

export const routes: Route[] = [{ path: "/work", page: () => import("./WorkPage"), words: ["staff_work", "states"], access: "signed-in" }];
export const nav: NavItem[] = [{ href: "/", label: "nav_work", order: 1, roles: ["admin"] }];
