/** The portal of therapists and the practice. Pages are added as in the client app (see client/app.tsx), in `src/provider/<area>/`. */
import { collectAreas } from "../shared/areas";
import { words } from "../shared/i18n";
import type en from "../shared/i18n/en/common";
import type staff from "../shared/i18n/en/staff";
import { href } from "../shared/router";
import { me } from "../shared/session/me";
import { lapseSession, session } from "../shared/session/session";
import { App } from "../shared/shell/App";
import { HelpBarFrame, Leave } from "../shared/shell/HelpBar";
import { zonePlace } from "../shared/time";
import { onCall } from "./onCall";
import "./provider.css";
import { timeOrDay } from "./staff";

const t = words<typeof en>("common");
const s = words<typeof staff>("staff");

const { routes, nav } = collectAreas(import.meta.glob("./*/routes.ts", { eager: true }));

/** The clinician on call first to be alerted, until when, and the phone that reaches them. */
function OnCallLine() {
  const first = onCall.value?.items[0];
  if (!onCall.value) return null;
  const phone = onCall.value.phone;
  return (
    <>
      <span class="wide">
        {first ? <>{s("on_call_until", { time: timeOrDay({ start: first.until, zone_name: first.zone_name }) })} <strong>{first.name}</strong></> : s("nobody_on_call")}
      </span>
      {phone && <a class="wide" href={`tel:${phone}`}>{phone}</a>}
    </>
  );
}

/** Staff see the way to safety for a client, and lock the screen instead of leaving. */
function StaffHelpBar({ newTab }: { newTab: boolean }) {
  const target = newTab ? "_blank" : undefined;
  return (
    <HelpBarFrame>
      <span class="wide">{t("staff_danger")}</span>
      <a href={href("/safety")} target={target}><strong><span class="wide">{t("staff_steps")}</span><span class="narrow">{s("steps_short")}</span></strong></a>
      <OnCallLine />
      <a class={onCall.value ? "narrow" : undefined} href={t("help_page")} target={target} data-full><span class="wide">{t("staff_crisis")}</span><span class="narrow">{s("crisis_short")}</span></a>
      {session.value ? (
        <button type="button" class="leave" onClick={lapseSession}><span class="wide">{t("lock")}</span><span class="narrow">{t("lock_short")}</span></button>
      ) : (
        <Leave />
      )}
    </HelpBarFrame>
  );
}

function Own() {
  if (!session.value || !me.value) return null;
  return (
    <>
      <li class="second small">{t("times_in", { zone: `${zonePlace(me.value.zone)} (${me.value.zone_name})` })}</li>
      <li><a href={href("/settings")}>{me.value.preferred_name || t("settings")}</a></li>
    </>
  );
}

/** What there is for a role: a page of the menu that stands in somebody else's only is not here. */
export function placesFor(role: string | undefined) {
  const own = nav.filter((item) => role && (item.roles ?? [role]).includes(role));
  const isOwn = (path: string) => !role || own.some((item) => item.href === path) || !nav.some((item) => item.href === path);
  return { nav: own, routes: routes.filter((route) => isOwn(route.path)) };
}

export function ProviderApp() {
  return <App {...placesFor(me.value?.role)} home="/" helpBar={(at) => <StaffHelpBar {...at} />} own={<Own />} />;
}
