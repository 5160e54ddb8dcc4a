import { useState } from "preact/hooks";
import { get, post } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/feed";
import { loadMe, me } from "../../shared/session/me";
import { dayAndTime, writtenAt } from "../../shared/time";
import { Actions, Button, Failed, Field, LitArea, Loading, Page, useLoad, useSave } from "../../shared/ui";

const t = words<typeof en>("feed");

async function load() {
  if (!me.peek()) await loadMe();
  return get("/api/calendar-feed");
}

function since(instant: string): string {
  return dayAndTime({ start: writtenAt(instant, me.value?.utc_offset ?? 0), zone: me.value?.zone ?? "UTC" });
}

/** A new address is shown once, to be copied. */
function Address({ url }: { url: string }) {
  const copy = useSave(() => navigator.clipboard.writeText(url));
  return (
    <LitArea eyebrow={t("once")} title={t("made_title")}>
      <Field label={t("address")} value={url} onValue={() => undefined} readOnly onFocus={(event) => event.currentTarget.select()} />
      <p>{t("made_text")}</p>
      <Actions><Button busy={copy.busy && t("copying")} onClick={() => copy.run()}>{t("copy")}</Button></Actions>
      {copy.error !== undefined && <p>{t("copy_by_hand")}</p>}
    </LitArea>
  );
}

/** The private calendar address: make it, change it, end it. */
export default function FeedPage() {
  const { data, error, again, set } = useLoad(load, []);
  const [url, setUrl] = useState("");
  const make = useSave(async () => {
    const made = await post("/api/calendar-feed", undefined);
    setUrl(made.url);
    set({ active: true, since: made.since });
  });
  const end = useSave(async () => {
    set(await post("/api/calendar-feed/end", undefined));
    setUrl("");
  });
  if (!data) return <Page title={t("title")} task>{error !== undefined ? <Failed error={error} again={again} /> : <Loading what={t("getting")} />}</Page>;
  return (
    <Page title={t("title")} lead={t("lead")} task>
      {url ? <Address url={url} /> : (
        <LitArea title={data.active && data.since ? t("active", { time: since(data.since) }) : t("inactive")}>
          <p>{t(data.active ? "active_text" : "inactive_text")}</p>
          <Actions><Button busy={make.busy && t("making")} onClick={() => make.run()}>{t(data.active ? "renew" : "make")}</Button></Actions>
        </LitArea>
      )}
      {make.error !== undefined && <Failed error={make.error} />}
      {data.active && (
        <section class="stack">
          <h2>{t("end_title")}</h2>
          <p>{t("end_text")}</p>
          <Actions>
            <Button look="quiet" busy={end.busy && t("ending")} onClick={() => end.run()}>{t("end")}</Button>
            {url && <Button look="text" busy={make.busy && t("making")} onClick={() => make.run()}>{t("renew")}</Button>}
          </Actions>
          {end.error !== undefined && <Failed error={end.error} />}
        </section>
      )}
      <p class="small second">{t("what_it_shows")}</p>
      <p><a class="lone" href="/sessions">{t("back_to_sessions")}</a></p>
    </Page>
  );
}
