import type { NavItem, Route } from "../../shared/router";

export const routes: Route[] = [{ path: "/profile", page: () => import("./ProfilePage"), words: ["staff_profile", "states", "start", "matching"], access: "signed-in" }];
export const nav: NavItem[] = [{ href: "/profile", label: "nav_profile", order: 5, roles: ["provider"] }];
