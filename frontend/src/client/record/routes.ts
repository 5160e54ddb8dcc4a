import type { NavItem, Route } from "../../shared/router";

export const routes: Route[] = [
  { path: "/record", page: () => import("./RecordPage"), words: ["record", "crisis"], access: "signed-in" },
  { path: "/record/sharing", page: () => import("./SharingPage"), words: ["record", "messages"], access: "signed-in" },
  { path: "/record/costs", page: () => import("./CostsPage"), words: ["record", "messages"], access: "signed-in" },
];

export const nav: NavItem[] = [{ href: "/record", also: ["/results", "/consents", "/profile", "/settings"], label: "nav_record", order: 5 }];
