import type { NavItem, Route } from "../../shared/router";

export const routes: Route[] = [{ path: "/between", page: () => import("./BetweenPage"), words: ["between", "mood", "messages", "worksheets"], access: "signed-in" }];

export const nav: NavItem[] = [{ href: "/between", label: "nav_between", order: 4 }];
