import type { NavItem, Route } from "../../shared/router";

export const routes: Route[] = [{ path: "/people", page: () => import("./PeoplePage"), words: ["staff_people"], access: "signed-in" }];
export const nav: NavItem[] = [{ href: "/people", label: "nav_people", order: 6, roles: ["admin"] }];
