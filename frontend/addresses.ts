import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

/** The addresses that a routes.ts names, `base` before each. */
export function addressesIn(routes: string, base: string): string[] {
  return [...routes.matchAll(/\bpath: "([^"]*)"/g)].map((found) => base + found[1]);
}

/** Write every page's address to addresses.json: whoever serves the pages knows by it which address is none. */
export function addressList(): Plugin {
  return {
    name: "address-list",
    generateBundle() {
      const addresses = [...this.getModuleIds()].flatMap((id) => {
        const app = /\/src\/(client|provider)\/\w+\/routes\.ts$/.exec(id)?.[1];
        return app ? addressesIn(readFileSync(id, "utf8"), app === "provider" ? "/provider" : "") : [];
      });
      this.emitFile({ type: "asset", fileName: "addresses.json", source: JSON.stringify(addresses.sort()) });
    },
  };
}
