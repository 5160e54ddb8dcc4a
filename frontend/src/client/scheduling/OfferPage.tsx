import { useState } from "preact/hooks";
import { type Answer, get, post } from "../../shared/api/client";
import { ApiError } from "../../shared/api/errors";
import { words } from "../../shared/i18n";
import type booking from "../../shared/i18n/en/booking";
import type en from "../../shared/i18n/en/offers";
import { go, type PageProps } from "../../shared/router";
import { dayAndTime } from "../../shared/time";
import { Actions, Button, ButtonLink, Failed, LitArea, Loading, Page, useLoad, useSave } from "../../shared/ui";
import { Refused } from "./refusals";
import "./scheduling.css";

const t = words<typeof en>("offers");
const b = words<typeof booking>("booking");

type Offer = Answer<"/api/offers/{offer_id}", "get">;

async function load(offer_id: string) {
  const offer = await get("/api/offers/{offer_id}", { path: { offer_id } });
  const { name } = await get("/api/providers/{provider_id}", { path: { provider_id: offer.provider_id } });
  const moved = offer.moves ? await get("/api/appointments/{appointment_id}", { path: { appointment_id: offer.moves }, query: { zone: offer.zone } }) : null;
  return { offer, name, moved };
}

function Over({ offer }: { offer: Offer }) {
  return (
    <Page title={t.code("over", offer.state) ?? t("over_expired")} task>
      <LitArea title={t(offer.state === "taken" ? "over_taken_text" : "over_text")}>
        <Actions>
          {offer.state === "taken" ? <ButtonLink href={`/booked/${offer.appointment_id}`}>{t("see_session")}</ButtonLink> : <ButtonLink href={`/wait/${offer.provider_id}`}>{t("see_place")}</ButtonLink>}
        </Actions>
      </LitArea>
      <p><a class="lone" href="/sessions">{t("back_to_sessions")}</a></p>
    </Page>
  );
}

/** A time that is kept for the reader: take it, or leave it to the next. */
export default function OfferPage({ params }: PageProps) {
  const offer_id = params.offer_id!;
  const { data, error, again } = useLoad(() => load(offer_id), [offer_id]);
  const [passed, setPassed] = useState<Offer | null>(null);
  const take = useSave(async () => {
    try {
      const made = await post("/api/offers/{offer_id}/accept", undefined, { path: { offer_id } });
      go(`/booked/${made.id}`, { replace: true });
    } catch (failed) {
      if (!(failed instanceof ApiError) || failed.code !== "offer_over") throw failed;
      again();
    }
  });
  const pass = useSave(async () => setPassed(await post("/api/offers/{offer_id}/pass", undefined, { path: { offer_id } })));
  if (!data) return <Page title={t("offer_title_waiting")} task>{error !== undefined ? <Failed error={error} again={again} /> : <Loading what={t("getting")} />}</Page>;
  const offer = passed ?? data.offer;
  if (offer.state !== "open") return <Over offer={offer} />;
  const until = dayAndTime({ start: offer.held_until, zone: offer.zone });
  return (
    <Page title={t("offer_title")} lead={t("offer_lead", { name: data.name })} task>
      <LitArea eyebrow={t("kept_until", { time: until })} title={dayAndTime(offer)}>
        <p>{b("booked_facts", { format: b.code("format", offer.format) ?? "", minutes: offer.minutes })}</p>
        {data.moved && <p>{t("offer_moves", { time: dayAndTime(data.moved) })}</p>}
        {take.error !== undefined && <Refused error={take.error} name={data.name} />}
        {pass.error !== undefined && <Failed error={pass.error} />}
        <Actions>
          <Button busy={take.busy && t("taking")} onClick={() => take.run()}>{t("take", { time: dayAndTime(offer) })}</Button>
          <Button look="quiet" busy={pass.busy && t("passing")} onClick={() => pass.run()}>{t("pass")}</Button>
        </Actions>
        <p class="small second">{t("pass_text")}</p>
      </LitArea>
      <p><a class="lone" href="/sessions">{t("back_to_sessions")}</a></p>
    </Page>
  );
}
