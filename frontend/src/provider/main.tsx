import { start } from "../shared/shell/start";
import { ProviderApp } from "./app";

void start({ base: "/provider", pool: "staff", words: ["common"], app: ProviderApp });
