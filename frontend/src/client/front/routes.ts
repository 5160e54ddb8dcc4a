import type { Route } from "../../shared/router";
import FrontDoor from "./FrontDoor";

const front = { page: () => Promise.resolve({ default: FrontDoor }), words: ["front"], access: "open" } as const;

// The Spanish front door has its own static page and so its own address.
export const routes: Route[] = [{ path: "/", ...front }, { path: "/es", ...front }];
