import { get } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/matching";
import { dayAndTime } from "../../shared/time";
import { Actions, Failed, LitArea, Loading, Page, Row, Rows, useLoad } from "../../shared/ui";
import { loadCare, type MyCare } from "./care";
import { FirstSteps } from "./FirstSteps";
import { LeftOut, loadLeftOut } from "./LeftOut";
import { Nobody } from "./Nobody";
import { costInWords, type Match, reasonInWords } from "./reasons";
import { RuledOut } from "./RuledOut";
import { Yours } from "./Yours";

const t = words<typeof en>("matching");

function soonest(match: Match): string {
  return match.next_slot ? t("soonest", { time: dayAndTime(match.next_slot) }) : t("no_time");
}

function Reasons({ match }: { match: Match }) {
  const reasons = match.reasons.map(reasonInWords).filter((reason) => reason !== null);
  return <ul aria-label={t("why", { name: match.name })}>{reasons.map((reason) => <li key={reason}>{reason}</li>)}</ul>;
}

function Best({ match, count, care }: { match: Match; count: number; care: MyCare }) {
  return (
    <LitArea eyebrow={t(count > 1 ? "best" : "only")} title={[match.name, match.credentials].filter(Boolean).join(", ")}>
      <div class="stack">
        <p><strong>{soonest(match)}</strong> {costInWords(match)}</p>
        {match.about && <p class="voice">{match.about}</p>}
        <div><h3>{t("why", { name: match.name })}</h3><Reasons match={match} /></div>
        <Actions>
          <FirstSteps care={care} providerId={match.provider_id} name={match.name} />
          <a href={`/therapists/${match.provider_id}`}>{t("read_more")}<span class="visually-hidden"> {match.name}</span></a>
        </Actions>
      </div>
    </LitArea>
  );
}

async function load() {
  const [found, care, out] = await Promise.all([get("/api/matches"), loadCare(), loadLeftOut()]);
  return { found, care, out };
}

/** Therapists who fit, each with why; the earliest opening is lit. */
export default function MatchesPage() {
  const { data, error, again } = useLoad(load, []);
  if (!data) return <Page title={t("title")} task>{error !== undefined ? <Failed error={error} again={again} /> : <Loading what={t("getting")} />}</Page>;
  const { found, care, out } = data;
  const [best, ...others] = found.matches;
  const yours = found.yours ?? [];
  const kept = <><Yours care={care} fits={yours} /><LeftOut out={out} onChanged={again} /></>;
  if (!best) return <Page title={t(yours.length ? "none_other_title" : "none_title")} lead={t(yours.length ? "none_other_text" : "none_text")} task><Nobody found={found} />{kept}</Page>;
  return (
    <Page title={t("title")} lead={t.count("found", found.matches.length)} task>
      <Best match={best} count={found.matches.length} care={care} />
      {others.length > 0 && (
        <section>
          <h2>{t("others")}</h2>
          <Rows>
            {others.map((match) => (
              <Row key={match.provider_id} href={`/therapists/${match.provider_id}`} link={t("read_more")} about={match.name}>
                <div>{[match.name, match.credentials].filter(Boolean).join(", ")}</div>
                <div class="small">{soonest(match)} {costInWords(match)}</div>
                <div class="small second">{match.reasons.map(reasonInWords).filter(Boolean).join(". ")}.</div>
              </Row>
            ))}
          </Rows>
        </section>
      )}
      {kept}
      <RuledOut found={found} />
      <p class="small"><a class="lone" href="/intake/preferences">{t("change_wishes")}</a></p>
    </Page>
  );
}
