import { post } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type matching from "../../shared/i18n/en/matching";
import type en from "../../shared/i18n/en/waiting";
import { stateName } from "../../shared/states";
import { dayAndTime, dayOf, money } from "../../shared/time";
import { Actions, Button, ButtonLink, Facts, Failed, LitArea, Loading, Page, Row, Rows, useLoad, useSave } from "../../shared/ui";
import { Join } from "./Nobody";
import { OtherHelp } from "./OtherHelp";
import { listed, payerName, word } from "./reasons";
import { loadPlace, openNow, type Place } from "./waiting";

const t = words<typeof en>("waiting");
const m = words<typeof matching>("matching");

type Told = Place["opened"][number];

function told({ told_at, zone_name }: Told): string {
  return t("told_at", { time: dayAndTime({ start: told_at, zone_name }) });
}

/** What comes next: a therapist with a place, new wishes to take up, or nothing at all, which is said. */
function Next({ place }: { place: Place }) {
  const [latest] = openNow(place);
  if (latest) {
    return (
      <LitArea eyebrow={m("next")} title={t("opened", { name: latest.name })}>
        <p>{told(latest)} {t("not_held")}</p>
        <Actions><ButtonLink href={`/therapists/${latest.provider_id}`}>{t("read_about", { name: latest.name })}</ButtonLink></Actions>
      </LitArea>
    );
  }
  return (
    <LitArea title={t("since", { day: dayOf(place.since) })}>
      <p>{t(place.stale ? "stale" : "nothing_to_do")}</p>
      <Actions>
        {place.stale && <Join providerId={place.provider_id}>{t("join_stale")}</Join>}
        <a href="/intake/preferences">{m("change_wishes")}</a>
      </Actions>
    </LitArea>
  );
}

function WaitsFor({ place }: { place: Place }) {
  const { wish } = place;
  const facts: [string, string | null][] = [
    [t("fact_who"), place.provider_name ?? t("anybody")],
    [t("fact_state"), stateName(wish.state)],
    [t("fact_for"), listed(wish.age_groups.map((code) => word("age", code)))],
    [t("fact_meet"), wish.format && word("format", wish.format)],
    [t("fact_language"), wish.language && word("language", wish.language)],
    [t("fact_pay"), wish.payer && (wish.payer === "self_pay" ? t("pay_self") : payerName(wish.payer))],
    [t("fact_budget"), wish.budget_cents == null ? null : money(wish.budget_cents)],
  ];
  return (
    <section class="stack-tight">
      <h2>{t("waits_for")}</h2>
      <Facts items={facts.filter((fact): fact is [string, string] => Boolean(fact[1]))} />
    </section>
  );
}

/** How the list works, in the order people ask. */
function How() {
  return (
    <section class="stack-tight">
      <h2>{t("how")}</h2>
      <p>{t("how_turn")}</p>
      <p>{t("how_number")}</p>
      <p>{t("how_told")} <a href="/profile">{t("how_change")}</a></p>
      <p class="small second">{t("who_sees")}</p>
    </section>
  );
}

function OnTheList({ place, left }: { place: Place; left: () => void }) {
  const leave = useSave(async () => {
    await post("/api/waitlist/leave", undefined);
    left();
  });
  const lit = openNow(place)[0];
  const earlier = place.opened.filter((one) => one !== lit);
  return (
    <div class="stack-wide">
      <Next place={place} />
      <WaitsFor place={place} />
      {earlier.length > 0 && (
        <section class="stack-tight">
          <h2>{t("told_before")}</h2>
          <Rows>
            {earlier.map((one) => (
              <Row key={one.provider_id} href={one.open ? `/therapists/${one.provider_id}` : undefined} link={m("read_more")} about={one.name}>
                <div>{t(one.open ? "opened" : "closed_again", { name: one.name })}</div>
                <div class="small second">{told(one)}</div>
              </Row>
            ))}
          </Rows>
        </section>
      )}
      <How />
      <OtherHelp />
      <div>
        <Button look="quiet" busy={leave.busy && t("leaving_list")} onClick={() => leave.run()}>{t("leave_list")}</Button>
        {leave.error !== undefined && <Failed error={leave.error} />}
      </div>
    </div>
  );
}

/** One's own place: since when, for whom, who has opened; how the list works; leaving it. */
export default function WaitlistPage() {
  const { data: place, error, again, set } = useLoad(loadPlace, []);
  return (
    <Page title={t("title")} task>
      {place === undefined && (error !== undefined ? <Failed error={error} again={again} /> : <Loading what={t("getting")} />)}
      {place === null && (
        <LitArea title={t("not_waiting")}>
          <p>{t("not_waiting_text")}</p>
          <Actions><ButtonLink href="/matches">{t("see_matches")}</ButtonLink></Actions>
        </LitArea>
      )}
      {place && <OnTheList place={place} left={() => set(null)} />}
    </Page>
  );
}
