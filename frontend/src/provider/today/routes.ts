import type { NavItem, Route } from "../../shared/router";

export const routes: Route[] = [{ path: "/", page: () => import("./HomePage"), words: ["staff_today", "homework", "staff_homework", "staff_work", "staff_people", "states"], access: "signed-in" }];
export const nav: NavItem[] = [{ href: "/", also: ["/safety/reviews"], label: "nav_today", order: 1, roles: ["provider"] }];
