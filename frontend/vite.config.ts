import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { firstLoadBudget } from "./first-load.ts";
import { staticWords } from "./static-words.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  esbuild: { jsx: "automatic", jsxImportSource: "preact" },
  plugins: [staticWords(), firstLoadBudget()],
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
  test: { environment: "jsdom", include: ["tests/**/*.test.{ts,tsx}"] },
});
