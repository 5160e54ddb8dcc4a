import type { NavItem, Route } from "../../shared/router";

export const routes: Route[] = [{ path: "/licenses", page: () => import("./LicencesPage"), words: ["staff_licences", "staff_profile", "matching", "states"], access: "signed-in" }];
export const nav: NavItem[] = [{ href: "/licenses", label: "nav_licences", order: 7, roles: ["admin"] }];
