import { start } from "../shared/shell/start";
import { ClientApp } from "./app";

void start({ base: "", pool: "clients", words: ["common", "crisis", "errors"], app: ClientApp });
