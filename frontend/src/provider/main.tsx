import { start } from "../shared/shell/start";
import { ProviderApp } from "./app";
import { followOnCall } from "./onCall";

void start({ base: "/provider", pool: "staff", words: ["common", "errors", "staff"], app: ProviderApp });
followOnCall();
