import type { ComponentChildren } from "preact";
import { type Answer, get } from "../api/client";
import { language, words } from "../i18n";
import type en from "../i18n/en/library";
import { href, type PageProps } from "../router";
import { Failed, Loading, LitArea, Page, useLoad } from "../ui";
import { CrisisLines } from "../ui/CrisisHelp";
import "./library.css";

const t = words<typeof en>("library");

type Article = Answer<"/api/library/{article}", "get">;

/** A date of the calendar in words, "November 20, 2026". It has no time of day, so no zone either. */
function inWords(date: string): string {
  return new Intl.DateTimeFormat(language.value, { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${date}T00:00:00Z`));
}

function Text({ article }: { article: Article }) {
  return (
    <div class="article stack" lang={article.language}>
      {article.parts.map((part, place) => {
        if (part.kind === "heading") return <h2 key={place}>{part.text}</h2>;
        if (part.kind === "list") return <ul key={place}>{part.items?.map((item) => <li key={item}>{item}</li>)}</ul>;
        return <p key={place}>{part.text}</p>;
      })}
    </div>
  );
}

function Film({ film }: { film: NonNullable<Article["film"]> }) {
  return (
    <video class="film" controls preload="metadata" src={film.url}>
      {film.captions.map((track) => (
        <track key={track.language} kind="captions" src={track.url} srclang={track.language} label={track.language === "es" ? "Español" : "English"} default={track.language === language.value} />
      ))}
    </video>
  );
}

function Sources({ article }: { article: Article }) {
  return (
    <section class="stack-tight">
      <h2>{t("sources")}</h2>
      <ul>
        {article.sources.map((source) => <li key={source.url}><a href={source.url} rel="noreferrer">{source.title}</a>, {source.publisher}</li>)}
      </ul>
      <p class="small second">{t("reviewed", { date: inWords(article.reviewed_on) })} {t("not_advice")}</p>
    </section>
  );
}

/** One text or film. The words of a film stand below it, for whoever cannot or does not want to watch. */
export default function ArticlePage({ params, beneath }: PageProps & { beneath?: ComponentChildren }) {
  const slug = params.slug ?? "";
  const { data, error, again } = useLoad(() => get("/api/library/{article}", { path: { article: slug }, query: { language: language.value } }), [slug, language.value]);
  return (
    <Page title={data?.title ?? t("title")} lead={data?.summary} task>
      {error !== undefined && <Failed error={error} again={again} />}
      {!data && error === undefined && <Loading what={t("getting_one")} />}
      {data && (
        <>
          <p class="small second">{t.count("minutes", data.minutes)}, {t.code("level", data.level)}</p>
          {data.language !== language.value && <p class="second">{t("in_english")}</p>}
          {data.topics.includes("crisis") && <LitArea title={t("now")}><CrisisLines /></LitArea>}
          {data.film && <Film film={data.film} />}
          <Text article={data} />
          <Sources article={data} />
          {beneath}
        </>
      )}
      <p><a class="lone" href={href("/library")}>{t("back")}</a></p>
    </Page>
  );
}
