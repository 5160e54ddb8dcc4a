import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { addressList } from "./addresses.ts";
import { firstLoadBudget } from "./first-load.ts";
import { staticPages } from "./static-pages.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  esbuild: { jsx: "automatic", jsxImportSource: "preact" },
  plugins: [staticPages(), addressList(), firstLoadBudget()],
  build: {
    target: "es2022",
    // The polyfill would be a script the content security policy has no need to allow.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rollupOptions: {
      input: {
        client: here("index.html"),
        es: here("es/index.html"),
        provider: here("provider/index.html"),
        help: here("help.html"),
        ayuda: here("es/help.html"),
      },
    },
  },
  // A busy machine is slow, not wrong.
  test: { include: ["tests/**/*.test.{ts,tsx}"], testTimeout: 30_000, expect: { poll: { timeout: 10_000 } } },
});
