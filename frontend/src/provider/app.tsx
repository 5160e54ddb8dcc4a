/** The portal of therapists and the practice. Pages are added as in the client app (see client/app.tsx), in `src/provider/<area>/`. */
import { words } from "../shared/i18n";
import type en from "../shared/i18n/en/common";
import { collectAreas } from "../shared/areas";
import { findRoute, href } from "../shared/router";
import { me } from "../shared/session/me";
import { lapseSession, session } from "../shared/session/session";
import { zonePlace } from "../shared/time";
import { App } from "../shared/shell/App";
import { HelpBarFrame, Leave } from "../shared/shell/HelpBar";

const t = words<typeof en>("common");

const { routes, nav } = collectAreas(import.meta.glob("./*/routes.ts", { eager: true }));
const hasSafetySteps = findRoute(routes, "/safety") !== undefined;

/** Staff see the way to safety for a client, and lock the screen instead of leaving. */
function StaffHelpBar({ newTab }: { newTab: boolean }) {
  const target = newTab ? "_blank" : undefined;
  return (
    <HelpBarFrame>
      <span class="wide">{t("staff_danger")}</span>
      {hasSafetySteps && <a href={href("/safety")} target={target}><strong>{t("staff_steps")}</strong></a>}
      <a href={t("help_page")} target={target} data-full>{t("staff_crisis")}</a>
      {session.value ? (
        <button type="button" class="leave" onClick={lapseSession}><span class="wide">{t("lock")}</span><span class="narrow">{t("lock_short")}</span></button>
      ) : (
        <Leave />
      )}
    </HelpBarFrame>
  );
}

function Own() {
  if (!session.value) return null;
  return (
    <>
      {me.value?.zone && <li class="second small">{t("times_in", { zone: zonePlace(me.value.zone) })}</li>}
      <li><a href={href("/settings")}>{me.value?.preferred_name || t("settings")}</a></li>
    </>
  );
}

export function ProviderApp() {
  return <App routes={routes} nav={nav} home="/" helpBar={(at) => <StaffHelpBar {...at} />} own={<Own />} />;
}
