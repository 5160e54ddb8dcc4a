import type { NavItem, Route } from "../../shared/router";

const words = ["staff_worksheets", "worksheets", "staff_homework"];

export const routes: Route[] = [
  { path: "/worksheets", page: () => import("./WorksheetsPage"), words, access: "signed-in" },
  { path: "/worksheets/:slug", page: () => import("./EditorPage"), words, access: "signed-in" },
];
export const nav: NavItem[] = [{ href: "/worksheets", label: "nav_worksheets", order: 4.5, roles: ["provider"] }];
