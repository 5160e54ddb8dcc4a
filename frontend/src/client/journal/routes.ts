import type { Route } from "../../shared/router";

const words = ["journal", "sharing", "messages"];

export const routes: Route[] = [
  { path: "/journal", page: () => import("./JournalPage"), words, access: "signed-in" },
  { path: "/journal/new", page: () => import("./WritePage"), words, access: "signed-in" },
  { path: "/journal/:entry_id", page: () => import("./EntryPage"), words, access: "signed-in" },
];
