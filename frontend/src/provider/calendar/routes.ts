import type { NavItem, Route } from "../../shared/router";

const words = ["staff_calendar", "staff_hours", "staff_booking"];

export const routes: Route[] = [
  { path: "/calendar", page: () => import("./CalendarPage"), words, access: "signed-in" },
  { path: "/calendar/time-off", page: () => import("./TimeOffPage"), words, access: "signed-in" },
  { path: "/calendar/limits", page: () => import("./LimitsPage"), words, access: "signed-in" },
  { path: "/calendar/other", page: () => import("./OtherCalendarPage"), words, access: "signed-in" },
  { path: "/calendar/book", page: () => import("./BookPage"), words, access: "signed-in" },
  { path: "/calendar/waiting", page: () => import("./WaitingPage"), words, access: "signed-in" },
  { path: "/calendar/session/:appointment_id", page: () => import("./SessionPage"), words, access: "signed-in" },
];
export const nav: NavItem[] = [{ href: "/calendar", label: "nav_calendar", order: 2, roles: ["provider"] }];
