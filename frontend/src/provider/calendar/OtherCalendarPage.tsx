import { useState } from "preact/hooks";
import { type Answer, get, post, put } from "../../shared/api/client";
import { ApiError } from "../../shared/api/errors";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_hours";
import { dayAndTime } from "../../shared/time";
import { Actions, Button, ButtonLink, explain, Failed, Field, FormErrors, Loading, Notice, Page, useLoad, useSave } from "../../shared/ui";
import { mine } from "../staff";
import { timesOnly } from "./icsTimes";

const t = words<typeof en>("staff_hours");

type Other = Answer<"/api/busy-calendar", "get">;

const reason = (code: unknown) => t.code("other", String(code)) ?? t("other_unreachable");

function refusal(error: unknown): string {
  return error instanceof ApiError && error.code === "calendar_refused" ? reason(error.details["reason"]) : explain(error);
}

function State({ other, set }: { other: Other; set: (other: Other) => void }) {
  const again = useSave(async () => set(await post("/api/busy-calendar/refresh", undefined)));
  const remove = useSave(async () => set(await post("/api/busy-calendar/remove", undefined)));
  const error = again.error ?? remove.error;
  return (
    <section class="stack">
      <p>{t.count("other_times", other.times)} {other.read_at && t("other_read", { time: dayAndTime(mine(other.read_at)) })} {other.source === "address" && t("other_hourly")}</p>
      {other.failed_at && <Notice kind="caution" live={false}><p>{t("other_failed", { time: dayAndTime(mine(other.failed_at)) })} {reason(other.failure)} {t("other_kept")}</p></Notice>}
      {error !== undefined && <Failed error={error} />}
      <Actions>
        {other.source === "address" && <Button look="quiet" busy={again.busy && t("other_reading")} onClick={() => again.run()}>{t("other_again")}</Button>}
        <Button look="text" busy={remove.busy && t("other_removing")} onClick={() => remove.run()}>{t("other_remove")}</Button>
      </Actions>
    </section>
  );
}

function Connect({ known, set }: { known: boolean; set: (other: Other) => void }) {
  const [url, setUrl] = useState("");
  const [file, setFile] = useState<File | null>(null);
  const [missing, setMissing] = useState(false);
  const save = useSave(async () => {
    setMissing(!url.trim() && !file);
    if (!url.trim() && !file) return;
    set(await put("/api/busy-calendar", file ? { text: timesOnly(await file.text()) } : { url: url.trim() }));
    setUrl("");
    setFile(null);
  });
  return (
    <section class="lit">
      <h2>{known ? t("other_replace") : t("other_connect")}</h2>
      <form class="form" noValidate onSubmit={(event) => (event.preventDefault(), void save.run())}>
        <FormErrors errors={[missing ? t("other_missing") : null, save.error === undefined ? null : refusal(save.error)].filter((one) => one !== null)} />
        <Field label={t("other_url")} hint={t("other_url_hint")} value={url} onValue={setUrl} autocomplete="off" maxLength={2000} inputMode="text" />
        <label class="field"><span class="field-label">{t("other_file")}</span><input class="control" type="file" accept=".ics,text/calendar" onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)} /></label>
        <p class="small second">{t("other_privacy")}</p>
        <Actions><Button type="submit" busy={save.busy && t("other_reading")}>{t("other_save")}</Button></Actions>
      </form>
    </section>
  );
}

/** A calendar kept elsewhere, whose times clients cannot book. */
export default function OtherCalendarPage() {
  const { data: other, error, again, set } = useLoad(() => get("/api/busy-calendar"), []);
  return (
    <Page title={t("other_title")} lead={t("other_lead")} task>
      {error ? <Failed error={error} again={again} /> : !other && <Loading what={t("getting")} />}
      {other && (
        <div class="stack-wide">
          {other.source ? <State other={other} set={set} /> : <p class="second">{t("other_none")}</p>}
          <Connect key={other.read_at ?? ""} known={other.source !== null} set={set} />
          <Actions><ButtonLink look="quiet" href="/calendar">{t("to_calendar")}</ButtonLink></Actions>
        </div>
      )}
    </Page>
  );
}
