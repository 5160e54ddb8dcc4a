import { useState } from "preact/hooks";
import { get } from "../api/client";
import { language, words } from "../i18n";
import type en from "../i18n/en/library";
import { href } from "../router";
import { Button, Failed, Field, LitArea, Loading, Page, Row, Rows, Select, useLoad } from "../ui";
import { type Entry, find, type Library, type Wish } from "./find";

const t = words<typeof en>("library");
const TOPICS = ["anxiety", "depression", "burnout", "relationships", "transitions", "emotion_regulation", "identity", "what_to_expect", "crisis"];
const METHODS = ["cbt", "dbt", "act", "trauma_informed"];
const ALL: Wish = { words: "", topic: "", method: "" };

function EntryRow({ entry }: { entry: Entry }) {
  return (
    <Row href={href(`/library/${entry.slug}`)} link={t(entry.kind === "video" ? "watch" : "read")} about={entry.title}>
      <div>{entry.title}</div>
      <div class="small second">{entry.summary}</div>
      <div class="small second">{t.count("minutes", entry.minutes)}, {t.code("level", entry.level)}</div>
    </Row>
  );
}

function Found({ library, wish, onClear }: { library: Library; wish: Wish; onClear: () => void }) {
  const found = find(library.items, wish);
  return (
    <>
      <p role="status" class="second">{found.length ? t.count("found", found.length) : t("none")}</p>
      {found.length > 0 && <Rows>{found.map((entry) => <EntryRow key={entry.slug} entry={entry} />)}</Rows>}
      {found.length === 0 && <Button look="quiet" onClick={onClear}>{t("clear")}</Button>}
      <h2>{t("outside")}</h2>
      <p class="second">{t("outside_lead")}</p>
      <ul class="rows">
        {library.links.map((link) => (
          <li key={link.url}><div><a href={link.url} rel="noreferrer">{link.title}</a><div class="small second">{link.publisher}</div></div></li>
        ))}
      </ul>
    </>
  );
}

/** Every text and film there is, narrowed down on the reader's own device. */
export default function LibraryPage() {
  const { data, error, again } = useLoad(() => get("/api/library", { query: { language: language.value } }), [language.value]);
  const [wish, setWish] = useState(ALL);
  const choices = (codes: string[], kind: string) => codes.map((code) => ({ value: code, label: t.code(kind, code) ?? code }));
  return (
    <Page title={t("title")} lead={t("lead")} task>
      <LitArea>
        <div class="stack">
          <Field label={t("search")} hint={t("search_hint")} type="search" value={wish.words} maxLength={80} onValue={(value) => setWish({ ...wish, words: value })} />
          <Select label={t("topic")} empty={t("all")} options={choices(TOPICS, "topic")} value={wish.topic} onValue={(value) => setWish({ ...wish, topic: value })} />
          <Select label={t("method")} empty={t("all")} options={choices(METHODS, "method")} value={wish.method} onValue={(value) => setWish({ ...wish, method: value })} />
        </div>
      </LitArea>
      {error !== undefined && <Failed error={error} again={again} />}
      {!data && error === undefined && <Loading what={t("getting")} />}
      {data && <Found library={data} wish={wish} onClear={() => setWish(ALL)} />}
    </Page>
  );
}
