import type { Route } from "../../shared/router";
import HelpPage from "./HelpPage";

// In the first download, not loaded on demand: it must open when nothing else does.
export const routes: Route[] = [{ path: "/help", page: () => Promise.resolve({ default: HelpPage }), words: ["crisis"], access: "open" }];
