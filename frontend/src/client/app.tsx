/**
 * The client app. To add a page:
 *   1. write `src/client/<area>/<Name>Page.tsx` with a default export that renders `<Page title=...>`;
 *   2. list it in `src/client/<area>/routes.ts`: `export const routes: Route[] = [{ path: "/mood", page: () => import("./MoodPage"),
 *      words: ["mood"], access: "signed-in" }]`; a main page also exports `nav: NavItem[]` there. Both are found by themselves;
 *   3. put its words in `src/shared/i18n/en/<area>.ts` and `es/<area>.ts` with the same keys;
 *   4. call the API by `get`, `post`, `put` of `shared/api/client` (`useLoad`, `useSave` show waiting and failure).
 * The provider portal works the same way in `src/provider`, its paths below /provider.
 */
import { collectAreas } from "../shared/areas";
import { words } from "../shared/i18n";
import type en from "../shared/i18n/en/common";
import { findRoute } from "../shared/router";
import { me } from "../shared/session/me";
import { session } from "../shared/session/session";
import { App } from "../shared/shell/App";
import { LanguageSwitch } from "../shared/shell/Footer";
import { ClientHelpBar } from "../shared/shell/HelpBar";

const t = words<typeof en>("common");

const { routes, nav } = collectAreas(import.meta.glob("./*/routes.ts", { eager: true }));
// A guardian has a home and consents of their own; the teen's pages are not theirs to open.
const forGuardians = nav.filter(({ href }) => href === "/home");
const hasSafetyPlan = findRoute(routes, "/plan") !== undefined;

function Own() {
  return (
    <>
      <li><LanguageSwitch /></li>
      {session.value ? <li><a href="/settings">{me.value?.preferred_name || t("settings")}</a></li> : <li><a href="/sign-in">{t("sign_in")}</a></li>}
    </>
  );
}

export function ClientApp() {
  const signedIn = session.value !== null;
  return (
    <App
      routes={routes}
      nav={me.value?.role === "guardian" ? forGuardians : nav}
      home={signedIn ? "/home" : "/"}
      helpBar={({ newTab }) => <ClientHelpBar newTab={newTab} safetyPlan={signedIn && hasSafetyPlan} />}
      own={<Own />}
    />
  );
}
