import { useEffect } from "preact/hooks";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/front";
import { practice } from "../../shared/practice";
import { go } from "../../shared/router";
import { session } from "../../shared/session/session";
import { money } from "../../shared/time";
import { Actions, ButtonLink, LitArea, Page } from "../../shared/ui";

const t = words<typeof en>("front");

/** What this is, before anybody signs in. The same words stand in index.html for readers without JavaScript. */
export default function FrontDoor() {
  const signedIn = session.value !== null;
  useEffect(() => {
    if (signedIn) go("/home", { replace: true });
  }, [signedIn]);
  const facts = practice.value;
  return (
    <Page title={t("front_title")} lead={t("front_lead")}>
      <LitArea eyebrow={t("front_next")} title={t("front_lit")} door>
        <p>{t("front_lit_text")}</p>
        <Actions><ButtonLink href="/start/1">{t("front_button")}</ButtonLink></Actions>
      </LitArea>
      <div class="prose stack">
        <h2>{t("front_how")}</h2>
        <ol>
          <li>{t("front_how_1")}</li>
          <li>{t("front_how_2")}</li>
          <li>{t("front_how_3")}</li>
        </ol>
        <h2>{t("front_cost")}</h2>
        <p>{t("front_cost_text")}</p>
        <LateFee />
        <h2>{t("front_who")}</h2>
        <p>{facts?.phone ? t("front_who_practice", { name: facts.name, phone: facts.phone }) : t("front_who_text")}</p>
        <h2>{t("front_back")}</h2>
        <p class="together"><a href="/sign-in">{t("front_sign_in")}</a> <a href="/sign-up">{t("front_sign_up")}</a></p>
        <h2>{t("front_leaving")}</h2>
        <p>{t("front_leaving_text")}</p>
      </div>
    </Page>
  );
}

function LateFee() {
  const { cancel_notice_hours: hours, late_fee_cents: fee } = practice.value?.policies ?? {};
  if (hours === undefined || fee === undefined) return null;
  return <p>{t("front_cost_policy", { hours: t.count("front_hours", hours), fee: money(fee) })}</p>;
}
