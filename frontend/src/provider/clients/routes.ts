import type { NavItem, Route } from "../../shared/router";

const words = ["staff_clients", "staff_intake", "staff_measures", "scores", "intake", "mood", "states", "homework", "staff_homework", "worksheets"];

export const routes: Route[] = [
  { path: "/clients", page: () => import("./ClientsPage"), words, access: "signed-in" },
  { path: "/clients/:client_id", page: () => import("./ClientPage"), words, access: "signed-in" },
  { path: "/clients/:client_id/:tab", page: () => import("./ClientPage"), words, access: "signed-in" },
];
export const nav: NavItem[] = [{ href: "/clients", label: "nav_clients", order: 3, roles: ["provider"] }];
