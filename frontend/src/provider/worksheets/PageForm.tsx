import { useEffect, useRef, useState } from "preact/hooks";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_worksheets";
import { Button, Select } from "../../shared/ui";
import type { SheetPage } from "../../shared/worksheets/worksheets";
import { besidePart, type Kind, kinds, movedPart, movedPage, newPart, type Place, type Sheet, withParts } from "./building";
import { PartForm } from "./PartForm";
import { Say } from "./Say";

const t = words<typeof en>("staff_worksheets");

interface Building {
  sheet: Sheet;
  onSheet: (sheet: Sheet) => void;
  /** Say aloud where something went. */
  say: (words: string) => void;
}

/** Up, down, out. What moves takes the focus of its button along, so that one can go on moving. */
function Order({ name, up, down, onMove, onRemove, id }: { name: string; id: string; up: boolean; down: boolean; onMove: (by: -1 | 1) => void; onRemove: (() => void) | undefined }) {
  const move = (by: -1 | 1) => {
    onMove(by);
    requestAnimationFrame(() => (document.getElementById(`${id}-${by}`) ?? document.getElementById(`${id}-${-by}`))?.focus());
  };
  const about = <span class="visually-hidden"> {name}</span>;
  return (
    <div class="order">
      {up && <Button look="text" id={`${id}--1`} onClick={() => move(-1)}>{t("move_up")}{about}</Button>}
      {down && <Button look="text" id={`${id}-1`} onClick={() => move(1)}>{t("move_down")}{about}</Button>}
      {onRemove && <Button look="text" onClick={onRemove}>{t("remove")}{about}</Button>}
    </div>
  );
}

function OnePart({ sheet, onSheet, say, at }: Building & { at: Place }) {
  const part = sheet.pages[at.page]!.parts![at.part]!;
  const name = `${t("part", { number: at.part + 1 })}: ${t(`kind_${part.kind}`)}`;
  const change = (changed: typeof part) => onSheet(withParts(sheet, at.page, (parts) => parts.map((one) => (one.id === part.id ? changed : one))));
  const move = (by: -1 | 1) => {
    const to = besidePart(sheet, at, by)!;
    onSheet(movedPart(sheet, at, to));
    say(t("moved", { page: to.page + 1, part: to.part + 1 }));
  };
  const remove = () => (onSheet(withParts(sheet, at.page, (parts) => parts.filter(({ id }) => id !== part.id))), say(t("removed", { name })));
  return (
    <fieldset class="built-part form">
      <legend>{name}</legend>
      <PartForm part={part} sheet={sheet} onPart={change} />
      <Order id={part.id} name={name} up={!!besidePart(sheet, at, -1)} down={!!besidePart(sheet, at, 1)} onMove={move} onRemove={remove} />
    </fieldset>
  );
}

/** Choosing a kind adds a part; the new one's first field takes the focus. */
function AddPart({ sheet, onSheet, page }: Building & { page: number }) {
  const [kind, setKind] = useState<Kind>("text");
  const added = useRef<string | null>(null);
  useEffect(() => {
    if (added.current) document.querySelector<HTMLElement>(`#page-${page} .built-part:last-of-type :is(input, textarea)`)?.focus();
    added.current = null;
  }, [sheet]);
  const add = () => {
    const part = newPart(sheet, kind);
    added.current = part.id;
    onSheet(withParts(sheet, page, (parts) => [...parts, part]));
  };
  return (
    <div class="add-part">
      <Select label={t("add_kind")} options={kinds.map((one) => ({ value: one, label: t(`kind_${one}`) }))} value={kind} onValue={(value) => setKind(value as Kind)} />
      <Button look="quiet" onClick={add}>{t("add_part")}</Button>
    </div>
  );
}

/** One page of the worksheet and its parts. */
export function PageForm({ page, ...building }: Building & { page: number }) {
  const { sheet, onSheet, say } = building;
  const one = sheet.pages[page]!;
  const name = t("page", { number: page + 1 });
  const change = (changed: Partial<SheetPage>) => onSheet({ ...sheet, pages: sheet.pages.map((other, place) => (place === page ? { ...other, ...changed } : other)) });
  const move = (by: -1 | 1) => (onSheet(movedPage(sheet, page, by)), say(t("page_moved", { page: page + by + 1 })));
  const remove = () => (onSheet({ ...sheet, pages: sheet.pages.filter((_, place) => place !== page) }), say(t("removed", { name })));
  return (
    <section class="form built-page" id={`page-${page}`}>
      <div class="page-head">
        <h2>{name}</h2>
        {sheet.pages.length > 1 && <Order id={`order-${page}`} name={name} up={page > 0} down={page < sheet.pages.length - 1} onMove={move} onRemove={remove} />}
      </div>
      <Say label={t("page_title")} maxLength={120} sheet={sheet} words={one.title} onWords={(title) => change({ title })} />
      <Say label={t("page_text")} hint={t("may_be_left_out")} long sheet={sheet} words={one.text} onWords={(text) => change({ text })} />
      <Say label={t("page_example")} hint={t("example_hint")} sheet={sheet} words={one.example} onWords={(example) => change({ example })} />
      {(one.parts ?? []).map((part, place) => <OnePart key={part.id} {...building} at={{ page, part: place }} />)}
      <AddPart {...building} page={page} />
    </section>
  );
}
