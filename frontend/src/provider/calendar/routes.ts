import type { NavItem, Route } from "../../shared/router";

export const routes: Route[] = [{ path: "/calendar", page: () => import("./CalendarPage"), words: ["staff_calendar"], access: "signed-in" }];
export const nav: NavItem[] = [{ href: "/calendar", label: "nav_calendar", order: 2, roles: ["provider"] }];
