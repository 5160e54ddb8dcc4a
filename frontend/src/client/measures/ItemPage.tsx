import { useEffect, useState } from "preact/hooks";
import { post, put } from "../../shared/api/client";
import { once } from "../../shared/api/once";
import { language, words } from "../../shared/i18n";
import type intake from "../../shared/i18n/en/intake";
import type en from "../../shared/i18n/en/measures";
import { go, type PageProps } from "../../shared/router";
import { useDraft } from "../../shared/session/drafts";
import { Failed, Loading, Page, useLoad, useSave } from "../../shared/ui";
import { heldInstrument, type Instrument, isItem9, loadInstrument, namesDanger } from "../intake/instruments";
import { ItemQuestion } from "../intake/ItemQuestion";
import { hasMore } from "../intake/ItemStep";
import { QuestionFrame } from "../intake/QuestionFrame";
import { afterScreen } from "../safety/screenState";
import { blank, type Filled, firstOpen, offered, withAnswer } from "./measures";

const t = words<typeof en>("measures");
const asked = words<typeof intake>("intake");

async function handIn(slug: string, filled: Filled): Promise<string> {
  const body = { instrument: slug, answers: filled.answers as number[], difficulty: filled.difficulty };
  const { id } = await once(`measure-${slug}`, body, (answers, idempotencyKey) => post("/api/measures", answers, { idempotencyKey }));
  return `/measures/results/${id}`;
}

/** Item 9 is sent by itself before anything else; where it opens the risk screen, that is the next page, whether or not the rest could be handed in. */
async function heedItem9(filled: Filled, forget: () => void): Promise<boolean> {
  const screen = await put("/api/safety/screen", { item9: filled.answers.at(-1) as 0 | 1 | 2 | 3 });
  if (screen.safety !== "open" && screen.safety !== "acute") return false;
  afterScreen.value = await handIn("phq-9", filled).then((result) => (forget(), result), () => null);
  go("/screen", { replace: true });
  return true;
}

function Item({ instrument, item, filled, keep, forget }: { instrument: Instrument; item: number; filled: Filled; keep: (filled: Filled) => void; forget: () => void }) {
  const { slug } = instrument;
  const count = instrument.items.length;
  const extra = item > count;
  const before = extra ? filled.difficulty : filled.answers[item - 1];
  const [said, setSaid] = useState<string | null>(before == null ? null : String(before));
  const [missing, setMissing] = useState(false);
  const save = useSave(async () => {
    const now = withAnswer(filled, item, said === null ? null : Number(said));
    keep(now);
    if (isItem9(slug, item) && (await heedItem9(now, forget))) return;
    const open = firstOpen(now);
    if (!extra && (item < count || open)) return go(`/measures/${slug}/${item < count ? item + 1 : open}`);
    if (!extra && hasMore(instrument, now.answers)) return go(`/measures/${slug}/${count + 1}`);
    const result = await handIn(slug, now);
    forget();
    go(result, { replace: true });
  });
  const submit = () => {
    setMissing(said === null && !extra);
    if (said !== null || extra) void save.run();
  };
  return (
    <QuestionFrame place={extra ? "" : asked("question", { number: item, count })} back={item > 1 ? `/measures/${slug}/${item - 1}` : "/measures"} busy={save.busy} error={save.error} onSubmit={submit}
      atRisk={namesDanger(slug, item, said)} stop={<a href="/measures">{t("stop")}</a>} why={asked.code(slug, "why") ?? ""} above={language.value !== "en" && <p>{asked("in_english")}</p>}>
      <ItemQuestion instrument={instrument} item={item} said={said} onSaid={setSaid} missing={missing} />
    </QuestionFrame>
  );
}

function Items({ instrument, item }: { instrument: Instrument; item: number }) {
  const [filled, keep, forget] = useDraft<Filled>(`measure-${instrument.slug}`, blank(instrument));
  const most = instrument.items.length + (instrument.difficulty ? 1 : 0);
  const open = firstOpen(filled) ?? instrument.items.length;
  // Nobody starts in the middle: what was answered is in memory only, and a reload begins anew.
  const known = Number.isInteger(item) && item >= 1 && item <= Math.min(most, filled.answers.includes(null) ? open : most);
  useEffect(() => {
    if (!known) go(`/measures/${instrument.slug}/${open}`, { replace: true });
  }, [known]);
  return known ? <Item key={item} instrument={instrument} item={item} filled={filled} keep={keep} forget={forget} /> : null;
}

/** A questionnaire between sessions, one item a page. It is handed in as a whole; item 9 of the PHQ-9 is sent as it is answered. */
export default function ItemPage({ params }: PageProps) {
  const slug = params.instrument!;
  const offeredHere = (offered as readonly string[]).includes(slug);
  const { data: instrument = heldInstrument(slug), error, again } = useLoad(() => loadInstrument(slug), [slug]);
  useEffect(() => {
    if (!offeredHere) go("/measures", { replace: true });
  }, [offeredHere]);
  if (!instrument || !offeredHere) return <Page title={t("title")} task>{error !== undefined ? <Failed error={error} again={again} /> : <Loading what={asked("getting")} />}</Page>;
  return <Items key={slug} instrument={instrument} item={Number(params.item ?? NaN)} />;
}
