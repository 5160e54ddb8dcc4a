import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { words } from "../i18n";
import type en from "../i18n/en/common";
import { practice } from "../practice";
import { findRoute, go, href, type NavItem, Outlet, path, type Route, useFocusOnHeading } from "../router";
import { IdleDialog } from "../session/IdleDialog";
import { session } from "../session/session";
import { Failed, Loading, Page } from "../ui/Page";
import { Footer } from "./Footer";
import { Header } from "./Header";

const t = words<typeof en>("common");

/** The words in the tab: the practice's neutral name or "Quietroom", never the page's topic. */
export const tabName = signal<"quietroom" | "neutral">("quietroom");

const offline = signal(!navigator.onLine);
addEventListener("online", () => (offline.value = false));
addEventListener("offline", () => (offline.value = true));

interface AppProps {
  routes: Route[];
  /** Main pages of somebody signed in. */
  nav: NavItem[];
  /** Where the brand leads. */
  home: string;
  helpBar: (at: { newTab: boolean }) => ComponentChildren;
  /** List items at the right end of the header. */
  own: ComponentChildren;
}

function NotHere() {
  useFocusOnHeading(NotHere, path.value);
  return (
    <Page title={t("not_here_title")} task>
      <p>{t("error_not_here")}</p>
      <p><a class="lone" href={href("/")}>{t("to_start")}</a></p>
    </Page>
  );
}

function Waiting() {
  return <Page><Loading what={t("getting_page")} /></Page>;
}

function NotLoaded({ again }: { again: () => void }) {
  return <Page title={t("not_loaded_title")} task><Failed error={undefined} again={again}>{t("not_loaded")}</Failed></Page>;
}

/** Send people without a session to sign-in, which comes back to where they were. */
function useGuard(route: Route | undefined): boolean {
  const shut = route?.access === "signed-in" && session.value === null;
  useEffect(() => {
    if (shut) go(`/sign-in?to=${encodeURIComponent(path.peek() + location.search)}`, { replace: true });
  }, [shut]);
  return !shut;
}

/** Everything around a page, outermost first: skip link, help bar, header, page, footer. */
export function App({ routes, nav, home, helpBar, own }: AppProps) {
  const found = findRoute(routes, path.value);
  const allowed = useGuard(found?.route);
  const room = found?.route.frame === "room";
  const name = tabName.value === "neutral" ? practice.value?.neutral_name : undefined;
  useEffect(() => void (document.title = name ?? "Quietroom"), [name]);
  return (
    <>
      <a class="skip" href="#main">{t("skip")}</a>
      {helpBar({ newTab: room })}
      {!room && <Header nav={session.value ? nav : []} own={own} home={home} />}
      {offline.value && <p class="line-under-header" role="status">{t("offline")}</p>}
      {!found ? <NotHere /> : allowed && <Outlet route={found.route} params={found.params} waiting={Waiting} failed={NotLoaded} />}
      {!room && <Footer />}
      <IdleDialog />
    </>
  );
}
