import { useEffect, useState } from "preact/hooks";
import { language, words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/intake";
import { go } from "../../shared/router";
import { useDraft } from "../../shared/session/drafts";
import { Failed, Loading, Page, useLoad, useSave } from "../../shared/ui";
import { type Draft, type Intake, onward, saveIntake } from "./draft";
import { heldInstrument, type Instrument, loadInstrument, namesDanger } from "./instruments";
import { ItemQuestion } from "./ItemQuestion";
import { StepFrame } from "./StepFrame";

const t = words<typeof en>("intake");

interface Kept {
  answers: (number | null)[];
  difficulty?: number | null;
}

/** The difficulty question comes after the items, and only if something was there at all. */
export function hasMore(instrument: Instrument, answers: (number | null)[]): boolean {
  return Boolean(instrument.difficulty) && answers.some((answer) => answer !== null && answer > 0);
}

function keptAnswers(view: Intake, step: string, count: number): Kept {
  return (view.draft[step as keyof Draft] as Kept | undefined) ?? { answers: Array<null>(count).fill(null) };
}

interface ItemProps {
  view: Intake;
  step: string;
  instrument: Instrument;
  /** From 1; one past the items is the difficulty question. */
  item: number;
}

function Item({ view, step, instrument, item }: ItemProps) {
  const count = instrument.items.length;
  const extra = item > count;
  const kept = keptAnswers(view, step, count);
  const before = extra ? kept.difficulty : kept.answers[item - 1];
  const [said, setSaid, forget] = useDraft<string | null>(`intake-${step}-${item}`, before == null ? null : String(before));
  const [missing, setMissing] = useState(false);
  const save = useSave(async (then: string | null) => {
    const answers = kept.answers.map((_, index) => (!extra && index === item - 1 ? Number(said) : null));
    const next = await saveIntake({ [step]: extra ? { answers, difficulty: said === null ? null : Number(said) } : { answers } } as Draft);
    forget();
    // The answer to item 9 opens the risk screen before anything else; there is no way back into these questions from it.
    if (next.safety === "open" || next.safety === "acute") return go("/screen", { replace: true });
    const more = item < count || (item === count && hasMore(instrument, keptAnswers(next, step, count).answers));
    go(then ?? (more ? `/intake/${step}/${item + 1}` : onward(next, step)));
  });
  const ready = () => {
    setMissing(said === null && !extra);
    return said !== null || extra;
  };
  return (
    <StepFrame view={view} step={step} ready={ready} save={save} touched={said !== null} why={t.code(step, "why") ?? ""} place={extra ? "" : t("question", { number: item, count })}
      atRisk={namesDanger(step, item, said)} back={item > 1 ? `/intake/${step}/${item - 1}` : undefined} above={language.value !== "en" && <p>{t("in_english")}</p>}>
      <ItemQuestion instrument={instrument} item={item} said={said} onSaid={setSaid} missing={missing} />
    </StepFrame>
  );
}

/** A questionnaire, one item a page, each answer saved as it is given. */
export function ItemStep({ view, step, item }: { view: Intake; step: string; item: string | undefined }) {
  const { data: instrument = heldInstrument(step), error, again } = useLoad(() => loadInstrument(step), [step]);
  const number = Number(item);
  const known = instrument && Number.isInteger(number) && number >= 1 && number <= instrument.items.length + (instrument.difficulty ? 1 : 0);
  const open = instrument ? keptAnswers(view, step, instrument.items.length).answers.indexOf(null) + 1 : 0;
  useEffect(() => {
    if (instrument && !known) go(`/intake/${step}/${open || 1}`, { replace: true });
  }, [instrument, known]);
  if (!instrument) return <Page title={t("title")} task>{error !== undefined ? <Failed error={error} again={again} /> : <Loading what={t("getting")} />}</Page>;
  return known ? <Item key={item} view={view} step={step} instrument={instrument} item={number} /> : null;
}
