import { start } from "../shared/shell/start";
import { ProviderApp } from "./app";
import { followOnCall } from "./onCall";

void start({ base: "/provider", pool: "staff", words: ["common", "staff"], app: ProviderApp });
followOnCall();
