import { get } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type matching from "../../shared/i18n/en/matching";
import type staff from "../../shared/i18n/en/staff";
import type en from "../../shared/i18n/en/staff_profile";
import type start from "../../shared/i18n/en/start";
import { loadPractice } from "../../shared/practice";
import { loadMe, me } from "../../shared/session/me";
import { stateName } from "../../shared/states";
import { dayOf, money, todayAt, zoneTitle } from "../../shared/time";
import { Actions, ButtonLink, Facts, Failed, LitArea, Loading, Page, useLoad } from "../../shared/ui";
import { type Compact, daysBetween, endingSoon, type Licence, type Profile } from "./licences";

const t = words<typeof en>("staff_profile");
const s = words<typeof staff>("staff");
const c = words<typeof start>("start");
const m = words<typeof matching>("matching");

async function load() {
  const { id: provider_id } = me.peek() ?? (await loadMe());
  const [profile, practice] = await Promise.all([get("/api/providers/{provider_id}", { path: { provider_id } }), loadPractice()]);
  return { profile, practice };
}

function LicenceItem({ licence, today }: { licence: Licence; today: string }) {
  const soon = endingSoon(licence, today);
  return (
    <li>
      <div>
        <strong>{stateName(licence.state)}</strong> <span class="second">{m.code("profession", licence.profession) ?? licence.profession}, {t("number", { number: licence.number })}</span>
        <div class={soon ? "due small" : "small second"}>{t("ends", { day: dayOf(licence.expires) })} {soon && t("closes", { state: stateName(licence.state) })}</div>
      </div>
    </li>
  );
}

function CompactItem({ compact }: { compact: Compact }) {
  return (
    <li>
      <div>
        <strong>{t.code("compact", compact.kind) ?? compact.kind}</strong> <span class="second">{t("number", { number: compact.number })}</span>
        <div class="small">{t(compact.kind === "psypact" ? "compact_at_home" : "compact_in", { states: compact.states.map(stateName).join(", "), home: stateName(compact.home_state) })}</div>
        <div class="small second">{t("ends", { day: dayOf(compact.expires) })}</div>
      </div>
    </li>
  );
}

/** The license that ends first, while there is still time to renew it. */
function Renew({ licence, today, phone }: { licence: Licence; today: string; phone: string }) {
  const values = { state: stateName(licence.state), day: dayOf(licence.expires) };
  return (
    <LitArea eyebrow={t.count("days_left", daysBetween(today, licence.expires))} title={t("renew_title", values)}>
      <p>{t("closes", values)} {t("renew_how")}</p>
      {phone && <Actions><ButtonLink href={`tel:${phone}`}>{t("call_practice", { phone })}</ButtonLink></Actions>}
    </LitArea>
  );
}

function Shown({ profile, payers }: { profile: Profile; payers: Record<string, string> }) {
  const list = (values: string[], name: (code: string) => string | undefined) => values.map((value) => name(value) ?? value).join(", ") || t("none");
  return (
    <Facts
      items={[
        [t("formats"), list(profile.formats, (code) => s.code("format", code))],
        [t("age_groups"), list(profile.age_groups, (code) => t.code("age", code))],
        [t("languages"), list(profile.languages, (code) => c.code("language", code))],
        [t("concerns"), list(profile.concerns, (code) => c.code("concern", code))],
        [t("approaches"), list(profile.approaches, () => undefined)],
        [t("payers"), list(profile.payers, (code) => (code === "self_pay" ? c("pay_self") : payers[code]))],
        [t("fee"), money(profile.fee_cents)],
        [t("accepts_new"), t(profile.accepts_new ? "yes" : "no")],
        [t("zone"), zoneTitle(profile.zone)],
        [t("away"), profile.away.length ? profile.away.map((one) => t("away_dates", { first: dayOf(one.first), last: dayOf(one.last) })).join("; ") : t("none_planned")],
      ]}
    />
  );
}

/** What clients read about this therapist, and the licenses it stands on. */
export default function ProfilePage() {
  const { data, error, again } = useLoad(load, []);
  if (!data) return <Page title={t("title")}>{error ? <Failed error={error} again={again} /> : <Loading what={t("getting")} />}</Page>;
  const { profile, practice } = data;
  const today = todayAt(me.value?.utc_offset ?? 0);
  const licences = [...profile.licences].sort((one, other) => one.expires.localeCompare(other.expires));
  const ending = licences.find((licence) => endingSoon(licence, today));
  return (
    <Page title={t("title")} lead={t("lead")}>
      {ending && <Renew licence={ending} today={today} phone={practice.phone} />}
      <div class="columns">
        <section class="stack">
          <h2>{[profile.name, profile.credentials].filter(Boolean).join(", ")}{profile.pronouns && <span class="second"> {profile.pronouns}</span>}</h2>
          {profile.about && <p class="voice">{profile.about}</p>}
          <Shown profile={profile} payers={Object.fromEntries(practice.payers.map((payer) => [payer.code, payer.name]))} />
          <p class="small second">{t("changed_by")}</p>
        </section>
        <section class="stack-tight">
          <h2>{t("licences")}</h2>
          {licences.length ? <ul class="rows">{licences.map((licence) => <LicenceItem key={licence.state} licence={licence} today={today} />)}</ul> : <p>{t("no_licences")}</p>}
          {profile.compacts.length > 0 && <h2>{t("compacts")}</h2>}
          {profile.compacts.length > 0 && <ul class="rows">{profile.compacts.map((compact) => <CompactItem key={compact.number} compact={compact} />)}</ul>}
          <p class="small second">{t("ended_not_shown")}</p>
        </section>
      </div>
    </Page>
  );
}
