import { type ComponentChildren, render } from "preact";
import { keptOnDevice } from "../device";
import { loadWords, preferredLanguage, speak } from "../i18n";
import { loadPractice } from "../practice";
import { startRouter } from "../router";
import { leaveByShift } from "../session/leave";
import { followSession } from "../session/me";
import { type PoolName, startSession } from "../session/session";
import { tabName } from "./App";

interface Start {
  base: "" | "/provider";
  pool: PoolName;
  /** Catalogues of the frame and of pages that must open without a request. */
  words: readonly string[];
  app: () => ComponentChildren;
}

/** Draw an app over the static page it came with. */
export async function start({ base, pool, words, app: Root }: Start): Promise<void> {
  startSession(pool);
  if (keptOnDevice("tab-name") === "neutral") tabName.value = "neutral";
  await loadWords(words);
  await speak(preferredLanguage());
  startRouter(base);
  leaveByShift();
  followSession();
  // Pages that need the practice ask for it themselves and show their own error.
  loadPractice().catch(() => undefined);
  const place = document.getElementById("app")!;
  place.replaceChildren();
  render(<Root />, place);
  delete document.documentElement.dataset.opening;
  keepCrisisHelp();
}

/** Keep the crisis page for times without network. The policy lets only this one script be registered. */
function keepCrisisHelp(): void {
  if (!("serviceWorker" in navigator)) return;
  const address = "/sw.js";
  const types = (globalThis as { trustedTypes?: { createPolicy(name: string, rules: object): { createScriptURL(url: string): string } } }).trustedTypes;
  const policy = types?.createPolicy("quietroom", { createScriptURL: (url: string) => (url === address ? url : "") });
  navigator.serviceWorker.register(policy ? policy.createScriptURL(address) : address).then(
    (worker) => worker.active?.postMessage("renew"),
    () => undefined,
  );
}
