import type { ComponentChildren } from "preact";
import { words } from "../i18n";
import type en from "../i18n/en/common";
import { practice } from "../practice";
import { href, go } from "../router";
import { leaveSite, neutralPage } from "../session/leave";

const t = words<typeof en>("common");

/** Leave at once. A plain link, so that it works when nothing else does. */
export function Leave() {
  const leave = (event: Event) => {
    event.preventDefault();
    leaveSite();
  };
  return (
    <a class="leave" href={practice.value?.exit_url ?? neutralPage} rel="noreferrer" data-full onClick={leave}>
      <span class="wide">{t("leave")}</span>
      <span class="narrow">{t("leave_short")}</span>
    </a>
  );
}

export function HelpBarFrame({ children }: { children: ComponentChildren }) {
  return (
    <aside class="help-bar" aria-label={t("urgent_help")}>
      <div class="inside">{children}</div>
    </aside>
  );
}

/** Crisis help of the client pages: same order, same place, on every page. `newTab` keeps a running call alive. */
export function ClientHelpBar({ newTab, safetyPlan }: { newTab?: boolean; safetyPlan?: boolean }) {
  const help = (event: Event) => {
    // Inside the app the page is already here: no request, and nothing typed is lost.
    if (newTab) return;
    event.preventDefault();
    go("/help");
  };
  const page = t("help_page");
  return (
    <HelpBarFrame>
      <span class="wide">{t("need_help")}</span>
      <a class="wide" href="tel:988">{t("call_or_text")} <strong>988</strong></a>
      <a class="narrow" href="tel:988">{t("call")} <strong>988</strong></a>
      <a class="narrow" href="sms:988">{t("text")} <strong>988</strong></a>
      <a class="wide" href={page} target={newTab ? "_blank" : undefined} data-full onClick={help}>{t("all_help")}</a>
      <a class="narrow" href={page} target={newTab ? "_blank" : undefined} data-full onClick={help}>{t("more")}</a>
      {safetyPlan && <a class="wide" href={href("/plan")} target={newTab ? "_blank" : undefined}>{t("safety_plan")}</a>}
      <Leave />
    </HelpBarFrame>
  );
}
