import { useState } from "preact/hooks";
import { get } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_safety";
import { loadPractice, practice } from "../../shared/practice";
import { href, queryValue } from "../../shared/router";
import { me } from "../../shared/session/me";
import { session } from "../../shared/session/session";
import { Disclosure, Failed, LitArea, Loading, Page, Select, useLoad } from "../../shared/ui";
import { CrisisLines } from "../../shared/ui/CrisisHelp";
import { onCall } from "../onCall";
import { nameOf, timeOrDay } from "../staff";
import { Reach } from "./Reach";
import "./safety.css";

const t = words<typeof en>("staff_safety");
const steps = ["stay", "place", "ask", "emergency", "contact", "on_call", "record"] as const;

/** Whom to reach beside the client: needs no session. */
function Colleagues() {
  useLoad(loadPractice, []);
  const duty = onCall.value?.items ?? [];
  const phone = onCall.value?.phone ?? practice.value?.phone;
  return (
    <section class="stack-tight">
      <h2>{t("colleagues")}</h2>
      {duty.map((one) => <p key={one.provider_id}>{t("on_call_until", { name: one.name, time: timeOrDay({ start: one.until, zone_name: one.zone_name }) })}</p>)}
      {onCall.value && !duty.length && <p>{t("nobody_on_call")}</p>}
      {phone ? <p><a href={`tel:${phone}`}>{t("call_practice", { phone })}</a></p> : <p class="second">{t("phone_unknown")}</p>}
    </section>
  );
}

function ClientToReach() {
  const [chosen, choose] = useState(queryValue("client") ?? "");
  const { data, error, again } = useLoad(() => get("/api/clients"), []);
  return (
    <section class="stack">
      <h2>{t("the_client")}</h2>
      {error ? <Failed error={error} again={again} /> : !data && <Loading what={t("getting_clients")} />}
      {data && <Select label={t("which_client")} hint={t("which_hint")} empty={t("choose")} value={chosen} onValue={choose} options={data.items.map((one) => ({ value: one.id, label: nameOf(one) }))} />}
      {chosen && <Reach key={chosen} client_id={chosen} />}
    </section>
  );
}

/** What to do when a client is in danger: opens without sign-in; who is signed in also finds the client's contacts. */
export default function SafetyPage() {
  return (
    <Page title={t("title")} lead={t("lead")}>
      <div class="columns">
        <LitArea title={t("stay_title")}>
          <ol class="steps">{steps.map((step) => <li key={step}><strong>{t(`step_${step}`)}</strong> {t(`step_${step}_how`)}</li>)}</ol>
        </LitArea>
        <div class="stack-wide">
          {session.value && me.value?.role === "provider" ? <ClientToReach /> : session.value ? null : <p><a href={href("/sign-in?to=/safety")}>{t("sign_in_for_contacts")}</a></p>}
          <Colleagues />
          <div>
            <Disclosure summary={t("script_title")}>
              <ul class="plain stack-tight voice"><li>{t("script_1")}</li><li>{t("script_2")}</li><li>{t("script_3")}</li><li>{t("script_4")}</li></ul>
            </Disclosure>
            <Disclosure summary={t("lines_title")}><CrisisLines /></Disclosure>
          </div>
        </div>
      </div>
    </Page>
  );
}
