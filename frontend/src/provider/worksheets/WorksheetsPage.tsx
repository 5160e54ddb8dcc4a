import { get, put } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_worksheets";
import type sheets from "../../shared/i18n/en/worksheets";
import { href } from "../../shared/router";
import { Actions, Button, ButtonLink, Disclosure, Failed, LitArea, Loading, Page, Row, Rows, useLoad, useSave } from "../../shared/ui";
import { say, type Worksheet } from "../../shared/worksheets/worksheets";

const t = words<typeof en>("staff_worksheets");
const w = words<typeof sheets>("worksheets");

function About({ sheet }: { sheet: Worksheet }) {
  return (
    <>
      <strong>{say(sheet.title)}</strong>
      <div class="small second">{say(sheet.summary)}</div>
      <div class="small second">{w.count("minutes", sheet.minutes)}, {w.count("pages", sheet.pages.length)}</div>
    </>
  );
}

function Archived({ sheet, onBack }: { sheet: Worksheet; onBack: () => void }) {
  const back = useSave(async () => (await put("/api/worksheets/{slug}/archived", { archived: false }, { path: { slug: sheet.slug! } }), onBack()));
  return (
    <li>
      <div><About sheet={sheet} />{back.error !== undefined && <Failed error={back.error} />}</div>
      <Button look="text" busy={back.busy && t("saving")} onClick={() => back.run()}>{t("use_again")}<span class="visually-hidden"> {say(sheet.title)}</span></Button>
    </li>
  );
}

/** What this therapist built, and what comes with the product. */
export default function WorksheetsPage() {
  const { data, error, again } = useLoad(async () => (await get("/api/worksheets")).items, []);
  const own = data?.filter((sheet) => sheet.provider_id) ?? [];
  const away = own.filter((sheet) => sheet.archived);
  const row = (sheet: Worksheet, link: string) => <Row key={sheet.slug} href={href(`/worksheets/${sheet.slug}`)} link={link} about={say(sheet.title)}><About sheet={sheet} /></Row>;
  return (
    <Page title={t("title")} lead={t("lead")}>
      {error !== undefined && <Failed error={error} again={again} />}
      {!data && error === undefined && <Loading what={w("getting")} />}
      {data && (
        <div class="columns">
          <div class="stack-wide">
            {own.length > away.length && <section><h2>{t("yours")}</h2><Rows>{own.filter((sheet) => !sheet.archived).map((sheet) => row(sheet, t("change")))}</Rows></section>}
            <section><h2>{t("shipped")}</h2><Rows>{data.filter((sheet) => !sheet.provider_id).map((sheet) => row(sheet, t("see")))}</Rows></section>
            {away.length > 0 && <Disclosure summary={t.count("archived", away.length)}><Rows>{away.map((sheet) => <Archived key={sheet.slug} sheet={sheet} onBack={again} />)}</Rows></Disclosure>}
          </div>
          <LitArea title={t("build_title")}>
            <p>{t("build_how")}</p>
            <Actions><ButtonLink href={href("/worksheets/new")}>{t("build")}</ButtonLink></Actions>
          </LitArea>
        </div>
      )}
    </Page>
  );
}
