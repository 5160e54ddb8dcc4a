import { useEffect, useState } from "preact/hooks";
import { type Answer, post } from "../../shared/api/client";
import { ApiError } from "../../shared/api/errors";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/booking";
import { practice } from "../../shared/practice";
import type { PageProps } from "../../shared/router";
import { dayAndTime, money } from "../../shared/time";
import { Actions, Area, Button, ButtonLink, Failed, LitArea, Loading, Notice, Page, useLoad, useSave } from "../../shared/ui";
import "./scheduling.css";

const t = words<typeof en>("booking");

export type Changed = Answer<"/api/appointments/{appointment_id}/cancel", "post">;

/** What changing the session costs now; nothing is changed by asking. */
export function loadCost(appointment_id: string): Promise<Changed> {
  return post("/api/appointments/{appointment_id}/cancel", { preview: true }, { path: { appointment_id } });
}

/** The fee now and until when it is free, in figures. */
export function Cost({ seen }: { seen: Changed }) {
  if (seen.free_because) return <p>{t.code("free_because", seen.free_because)}</p>;
  const fee = money(seen.fee_cents || (practice.value?.policies.late_fee_cents ?? 0));
  if (seen.fee_cents > 0) return <p><strong>{t("fee_now", { fee })}</strong> {t("fee_now_why", { hours: t.count("hours", practice.value?.policies.cancel_notice_hours ?? 24) })}</p>;
  if (seen.grace) return <p><strong>{t("grace")}</strong> {t("grace_why", { hours: t.count("hours", practice.value?.policies.cancel_notice_hours ?? 24), fee })}</p>;
  return <p>{t("free_until", { time: dayAndTime({ start: seen.free_until, zone_name: seen.free_until_zone_name }), fee })}</p>;
}

interface CancelingProps {
  seen: Changed;
  onDone: (after: Changed) => void;
  onClosed: () => void;
  onFee: () => void;
}

function Canceling({ seen, onDone, onClosed, onFee }: CancelingProps) {
  const [reason, setReason] = useState("");
  const save = useSave(async () => {
    try {
      onDone(await post("/api/appointments/{appointment_id}/cancel", { reason, fee_cents: seen.fee_cents }, { path: { appointment_id: seen.id } }));
    } catch (error) {
      // In another tab, or by the very request whose answer was lost.
      if (feeChanged(error)) onFee();
      if (!closed(error)) throw error;
      onClosed();
    }
  });
  return (
    <form class="stack given" onSubmit={(event) => (event.preventDefault(), void save.run())}>
      <Area label={t("reason")} hint={t("reason_hint")} value={reason} onValue={setReason} maxLength={500} rows={2} />
      {save.error !== undefined && <Failed error={save.error} />}
      <Actions><Button type="submit" look="quiet" busy={save.busy && t("canceling")}>{seen.fee_cents > 0 ? t("cancel_for", { fee: money(seen.fee_cents) }) : t("cancel_free")}</Button></Actions>
    </form>
  );
}

function Done({ after }: { after: Changed }) {
  useEffect(() => document.querySelector<HTMLElement>("main h1")?.focus(), []);
  return (
    <Page title={t("canceled_title")} task>
      <p>{t("canceled_text", { time: dayAndTime(after) })} {after.fee_cents > 0 ? t("canceled_fee", { fee: money(after.fee_cents) }) : t("canceled_free")}</p>
      <LitArea eyebrow={t("next")} title={t("canceled_next")}>
        <Actions><ButtonLink href="/book">{t("choose_time")}</ButtonLink></Actions>
      </LitArea>
    </Page>
  );
}

export function closed(error: unknown): boolean {
  return error instanceof ApiError && (error.code === "not_booked" || error.code === "already_begun");
}

/** It costs more by now than this page says. */
export function feeChanged(error: unknown): boolean {
  return error instanceof ApiError && error.code === "fee_changed";
}

/** Move or cancel: what it costs first, moving first. */
export default function ChangePage({ params }: PageProps) {
  const id = params.appointment_id!;
  const { data: seen, error, again } = useLoad(() => loadCost(id), [id]);
  const [after, setAfter] = useState<Changed | null>(null);
  const [over, setOver] = useState(false);
  if (after) return <Done after={after} />;
  if (!seen || over) {
    return (
      <Page title={t("change_title")} task>
        {over || closed(error) ? <Notice><p>{t("closed")} <a href="/sessions">{t("back_to_sessions")}</a></p></Notice> : error !== undefined ? <Failed error={error} again={again} /> : <Loading what={t("getting_session")} />}
      </Page>
    );
  }
  return (
    <Page title={t("change_title")} lead={dayAndTime(seen)} task>
      <LitArea eyebrow={t("next")} title={t("move_title")}>
        <Cost seen={seen} />
        <Actions><ButtonLink href={`/sessions/${id}/move`}>{t("move_button")}</ButtonLink></Actions>
      </LitArea>
      <h2>{t("cancel_title")}</h2>
      <p>{t("cancel_text")}</p>
      <Canceling seen={seen} onDone={setAfter} onClosed={() => setOver(true)} onFee={again} />
      {seen.series_id && <p><a class="lone" href={`/series/${seen.series_id}`}>{t("series_link")}</a></p>}
      <p><a class="lone" href={`/wait/${seen.provider_id}?moves=${id}&earlier=1`}>{t("wait_earlier")}</a></p>
      <p><a class="lone" href="/sessions">{t("keep")}</a></p>
    </Page>
  );
}
