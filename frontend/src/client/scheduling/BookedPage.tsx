import { get, post } from "../../shared/api/client";
import { language, words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/booking";
import { practice } from "../../shared/practice";
import type { PageProps } from "../../shared/router";
import { me } from "../../shared/session/me";
import { dayAndTime, shortDay, timeOf, type When } from "../../shared/time";
import { Actions, Button, Failed, LitArea, Loading, Page, useLoad, useSave } from "../../shared/ui";
import { saveCalendarFile } from "./calendarFile";
import { Cost } from "./ChangePage";
import { remindersOf } from "./reminders";
import "./scheduling.css";

const t = words<typeof en>("booking");

/** The booked session with what changing it costs; asking for the price of canceling changes nothing. */
async function load(appointment_id: string) {
  const seen = await post("/api/appointments/{appointment_id}/cancel", { preview: true }, { path: { appointment_id } });
  const therapist = await get("/api/providers/{provider_id}", { path: { provider_id: seen.provider_id } });
  return { seen, name: therapist.name };
}

/** "Tue Dec 1, 4:00 PM EST", as the reminder writes it. */
function shortWhen(when: When): string {
  const weekday = new Intl.DateTimeFormat(language.value, { weekday: "short", timeZone: "UTC" }).format(new Date(when.start.slice(0, 10)));
  return `${weekday} ${shortDay(when.start)}, ${timeOf(when)}`;
}

function Reminders({ when }: { when: string }) {
  const facts = me.value;
  if (!facts) return null;
  const coming = remindersOf(facts, practice.value?.policies.reminder_hours ?? [24, 1]);
  const inWords = (hours: number[]) => new Intl.ListFormat(language.value, { type: "conjunction" }).format(hours.map((one) => t.count("hours", one)));
  return (
    <section class="stack-tight">
      <h2>{t("reminders")}</h2>
      {coming.length ? coming.map(({ by, hours }) => <p key={by}>{t(by, { hours: inWords(hours) })}</p>) : <p>{t("remind_none")}</p>}
      {coming.length > 0 && <p class="notice">{t("reminder_words", { when })}</p>}
      <p class="small"><a class="lone" href="/reminders">{t("reminders_change")}</a></p>
    </section>
  );
}

/** It is booked: into the calendar, what reminds of it, until when it can move for nothing. */
export default function BookedPage({ params }: PageProps) {
  const id = params.appointment_id!;
  const { data, error, again } = useLoad(() => load(id), [id]);
  const calendar = useSave(() => saveCalendarFile(id));
  if (!data) return <Page title={t("booked_title_waiting")} task>{error !== undefined ? <Failed error={error} again={again} /> : <Loading what={t("getting_session")} />}</Page>;
  const { seen, name } = data;
  return (
    <Page title={t("booked_title")} lead={t("booked_lead", { name })} task>
      <LitArea eyebrow={t("next")} title={dayAndTime(seen)}>
        <p>{t("booked_facts", { format: t.code("format", seen.format) ?? "", minutes: seen.minutes })}</p>
        <Actions>
          <Button busy={calendar.busy && t("calendar_busy")} onClick={() => calendar.run()}>{t("calendar")}</Button>
          {(seen.format === "video" || seen.format === "audio") && <a href={`/session/${id}/ready`}>{t("try_camera")}</a>}
        </Actions>
        <p class="small second">{t("calendar_neutral")}</p>
        {calendar.error !== undefined && <Failed error={calendar.error} />}
      </LitArea>
      <section class="stack-tight">
        <h2>{t("changing")}</h2>
        <Cost seen={seen} />
        <p><a class="lone" href={`/sessions/${id}/change`}>{t("move_or_cancel")}</a></p>
      </section>
      <Reminders when={shortWhen(seen)} />
      <p><a class="lone" href="/home">{t("to_home")}</a></p>
    </Page>
  );
}
