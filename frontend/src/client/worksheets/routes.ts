import type { Route } from "../../shared/router";

const words = ["worksheets", "sharing", "messages"];

export const routes: Route[] = [
  { path: "/worksheets", page: () => import("./WorksheetsPage"), words, access: "signed-in" },
  { path: "/worksheets/:slug", page: () => import("./WorksheetPage"), words, access: "signed-in" },
  { path: "/worksheets/entries/:worksheet_entry_id", page: () => import("./EntryPage"), words, access: "signed-in" },
];
