/**
 * A client's safety plan on this device, by their explicit choice: a copy to read without network and without signing in, together with the
 * page that shows it. All of it is one cache, so that removing it leaves nothing behind. Leave this site removes it; signing out does not,
 * because the copy is there for a moment in which nobody can sign in.
 */
import type { Answer } from "./api/client";
import { loadEveryLanguage } from "./i18n";

export type Plan = Answer<"/api/safety/plan", "get">;

export interface KeptPlan {
  /** Whose it is: never shown to somebody else who is signed in. */
  person: string;
  plan: Plan;
}

const store = "kept-plan";
const copy = "/kept/plan.json";
const page = "/plan";

/** Scripts, styles and words that this page runs on, as the browser has loaded them. */
function running(): string[] {
  const loaded = performance.getEntriesByType("resource").map(({ name }) => new URL(name));
  const linked = [...document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet], link[rel=modulepreload]")].map(({ href }) => new URL(href));
  const assets = [...loaded, ...linked].filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith("/assets/"));
  return [...new Set(assets.map(({ pathname }) => pathname))];
}

/** Keep this plan, in place of one kept before, and what shows it in either language. Throws where the device refuses or something is missing. */
export async function keepPlan(kept: KeptPlan): Promise<void> {
  await loadEveryLanguage();
  const cache = await caches.open(store);
  await cache.addAll([page, "/boot.js", "/favicon.svg", ...running()]);
  await cache.put(copy, new Response(JSON.stringify(kept), { headers: { "Content-Type": "application/json" } }));
}

/** What is kept, null where nothing is or the device does not say. */
export async function keptPlan(): Promise<KeptPlan | null> {
  try {
    const found = (await caches.has(store)) && (await (await caches.open(store)).match(copy));
    return found ? ((await found.json()) as KeptPlan) : null;
  } catch {
    return null;
  }
}

export async function removeKeptPlan(): Promise<void> {
  await caches.delete(store);
}
