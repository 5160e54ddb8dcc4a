import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const limit = 80 * 1024;

/** Stop the build when the script that a page loads before it can draw is more than 80 kB, compressed. */
export function firstLoadBudget(): Plugin {
  return {
    name: "first-load-budget",
    generateBundle(_, bundle) {
      const weigh = (file: string, seen: Set<string>): number => {
        const chunk = bundle[file];
        if (seen.has(file) || chunk?.type !== "chunk") return 0;
        seen.add(file);
        return gzipSync(chunk.code).length + chunk.imports.reduce((sum, next) => sum + weigh(next, seen), 0);
      };
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== "chunk" || !chunk.isEntry) continue;
        const weight = weigh(chunk.fileName, new Set());
        if (weight > limit) this.error(`${chunk.name} loads ${weight} bytes of script first; the limit is ${limit}`);
      }
    },
  };
}
