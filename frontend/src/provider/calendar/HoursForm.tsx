import { useState } from "preact/hooks";
import { put } from "../../shared/api/client";
import { ApiError } from "../../shared/api/errors";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_calendar";
import { dayOf, shortDay, zonePlace } from "../../shared/time";
import { Actions, Button, explain, FormErrors, useSave } from "../../shared/ui";
import type { Week } from "./CalendarPage";
import { EffectOf } from "./EffectOf";
import { useEffectOf } from "./useEffectOf";
import { useRowFocus } from "./useRowFocus";
import { addDays, type Hours, hoursOf, mondayOf, type Offer, ownHours, readHours, type Typed, typed, weekday, withHours } from "./week";

const t = words<typeof en>("staff_calendar");

function Row({ row, number, wrong, change, remove }: { row: Typed; number: number; wrong: boolean; change: (row: Typed) => void; remove: () => void }) {
  const about = t("row", { number: number + 1 });
  const invalid = wrong || undefined;
  return (
    <li class="hours-row">
      <input class="control" type="time" aria-label={`${about}, ${t("from")}`} aria-invalid={invalid} value={row.opens} onInput={(event) => change({ ...row, opens: event.currentTarget.value })} />
      <span aria-hidden="true">{t("to")}</span>
      <input class="control" type="time" aria-label={`${about}, ${t("to")}`} aria-invalid={invalid} value={row.closes} onInput={(event) => change({ ...row, closes: event.currentTarget.value })} />
      <Button look="text" onClick={remove}>{t("remove")}<span class="visually-hidden"> {about}</span></Button>
    </li>
  );
}

function Scope({ date, every, setEvery }: { date: string; every: boolean; setEvery: (every: boolean) => void }) {
  const options: [boolean, string][] = [[true, t("every", { weekday: t(`every_${weekday(date)}` as "every_0") })], [false, t("only", { day: shortDay(date) })]];
  return (
    <fieldset>
      <legend class="field-label">{t("this_is_for")}</legend>
      {options.map(([value, label]) => (
        <label class="check" key={label}><input type="radio" name="scope" checked={every === value} onChange={() => setEvery(value)} /><span>{label}</span></label>
      ))}
    </fieldset>
  );
}

/** What these hours mean by themselves. */
function Notes({ hours }: { hours: readonly Hours[] }) {
  if (!hours.length) return <p class="small">{t("no_hours")}</p>;
  return hours.some((one) => one.closes > 1440) ? <p class="small">{t("past_midnight")}</p> : null;
}

/** The hours of the chosen day, for every such weekday or for this date alone. */
export function HoursForm({ date, week, onSaved }: { date: string; week: Week; onSaved: (offer: Offer) => void }) {
  const before = typed(hoursOf(week.offer, date));
  const [rows, setRows] = useState<Typed[]>(before);
  const [every, setEvery] = useState(ownHours(week.offer, date) === undefined);
  const [errors, setErrors] = useState<string[]>([]);
  const [saved, setSaved] = useState(false);
  const change = (next: Typed[]) => (setSaved(false), setRows(next));
  const read = readHours(rows);
  const place = useRowFocus(rows.length);
  const changed = "wrong" in read ? null : withHours(week.offer, date, read.hours, every);
  const monday = mondayOf(date);
  const effect = useEffectOf(changed, monday, addDays(monday, 7));
  const save = useSave(async () => {
    if ("wrong" in read) return setErrors([t(`wrong_${read.wrong}`, { number: read.row + 1 })]);
    setErrors([]);
    onSaved(await put("/api/availability", withHours(week.offer, date, read.hours, every)));
    setSaved(true);
  });
  const submit = (event: Event) => (event.preventDefault(), void save.run());
  const failed = save.error === undefined ? [] : [save.error instanceof ApiError && save.error.status < 429 ? t("not_possible") : explain(save.error)];
  return (
    <section class="lit hours-form" id="hours" tabIndex={-1} aria-labelledby="hours-title">
      <h2 id="hours-title">{t("title", { day: dayOf(date) })}</h2>
      <p class="second small">{t("in_zone", { zone: zonePlace(week.offer.zone) })}</p>
      <form class="form" onSubmit={submit} noValidate>
        <FormErrors errors={[...errors, ...failed]} />
        <div role="group" aria-labelledby="bookable" ref={place}>
          <div class="field-label" id="bookable">{t("book_between")}</div>
          {rows.length ? <ul class="plain">{rows.map((row, index) => (
            <Row key={index} row={row} number={index} wrong={errors.length > 0 && "wrong" in read && read.row === index} change={(changed) => change(rows.map((one, at) => (at === index ? changed : one)))} remove={() => change(rows.filter((_, at) => at !== index))} />
          ))}</ul> : <p class="second">{t("closed")}</p>}
          <Button look="text" onClick={() => change([...rows, { opens: "", closes: "" }])}>{t("add")}</Button>
        </div>
        <Scope date={date} every={every} setEvery={(value) => (setSaved(false), setEvery(value))} />
        {!("wrong" in read) && <Notes hours={read.hours} />}
        {changed && <EffectOf effect={effect} clients={week.clients} />}
        {saved && <p role="status"><strong>{t("saved")}</strong></p>}
        <Actions>
          <Button type="submit" busy={save.busy && t("saving")}>{t("save")}</Button>
          <Button look="text" onClick={() => (change(before), setErrors([]))}>{t("discard")}</Button>
        </Actions>
      </form>
    </section>
  );
}
