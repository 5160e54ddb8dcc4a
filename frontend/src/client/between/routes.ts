import type { NavItem, Route } from "../../shared/router";

export const routes: Route[] = [{ path: "/between", page: () => import("./BetweenPage"), words: ["between", "mood", "messages", "worksheets"], access: "signed-in" }];

export const nav: NavItem[] = [{ href: "/between", also: ["/mood", "/journal", "/worksheets", "/measures", "/library", "/homework", "/plan"], label: "nav_between", order: 4 }];
