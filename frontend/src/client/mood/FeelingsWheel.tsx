import { useId, useState } from "preact/hooks";
import { language, words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/mood";
import { Button, Chips } from "../../shared/ui";
import { feelings } from "./words";

const t = words<typeof en>("mood");
const [size, inner, outer] = [280, 34, 138];

const nameOf = (code: string) => t.code("feeling", code) ?? code;

interface Choosing {
  chosen: string[];
  onChosen: (chosen: string[]) => void;
}

/** A point of the wheel; angle in degrees, 0 at the top, clockwise. */
function at(angle: number, radius: number): string {
  const turned = ((angle - 90) * Math.PI) / 180;
  return `${(radius * Math.cos(turned)).toFixed(2)} ${(radius * Math.sin(turned)).toFixed(2)}`;
}

/** The outline of one sector. */
export function sector(index: number, count: number): string {
  const [from, to] = [(360 / count) * index, (360 / count) * (index + 1)];
  return `M${at(from, inner)}L${at(from, outer)}A${outer} ${outer} 0 0 1 ${at(to, outer)}L${at(to, inner)}A${inner} ${inner} 0 0 0 ${at(from, inner)}Z`;
}

/** A word along the middle of its sector, from the rim inward, where there is room; never upside down. */
function Word({ code, index }: { code: string; index: number }) {
  const middle = (360 / feelings.length) * (index + 0.5);
  const flipped = middle > 180;
  const rim = outer - 8;
  return (
    <text transform={`rotate(${flipped ? middle + 90 : middle - 90}) translate(${flipped ? -rim : rim} 0)`} text-anchor={flipped ? "start" : "end"} dominant-baseline="central">
      {nameOf(code)}
    </text>
  );
}

/**
 * Feelings as a wheel: a tap on a sector, or Tab and Space on the boxes that stand behind it, take a feeling or leave it. The drawing is
 * hidden from screen readers, which meet the boxes; whoever prefers a list has the same as one.
 */
export function FeelingsWheel({ chosen, onChosen }: Choosing) {
  const [list, setList] = useState(false);
  const [focused, setFocused] = useState<string | null>(null);
  const id = useId();
  const toggle = (code: string) => onChosen(chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code]);
  const change = <Button look="text" onClick={() => setList(!list)}>{t(list ? "as_wheel" : "as_list")}</Button>;
  const options = feelings.map((code) => ({ value: code, label: nameOf(code) }));
  if (list) return <div><Chips name="feelings" legend={t("feelings")} hint={t("feelings_hint")} options={options} chosen={chosen} onChosen={onChosen} />{change}</div>;
  return (
    <div>
      <fieldset class="wheel" aria-describedby={id}>
        <legend class="field-label">{t("feelings")}</legend>
        <p class="hint" id={id}>{t("feelings_hint")}</p>
        {feelings.map((code) => (
          <label key={code} class="visually-hidden">
            <input type="checkbox" name="feelings" value={code} checked={chosen.includes(code)} onChange={() => toggle(code)} onFocus={(event) => setFocused(event.currentTarget.matches(":focus-visible") ? code : null)} onBlur={() => setFocused(null)} />
            {nameOf(code)}
          </label>
        ))}
        <svg viewBox={`${-size / 2} ${-size / 2} ${size} ${size}`} aria-hidden="true" focusable="false">
          {feelings.map((code, index) => (
            <g key={code} data-feeling={code} data-on={chosen.includes(code) || undefined} onClick={() => toggle(code)}>
              <path d={sector(index, feelings.length)} />
              <Word code={code} index={index} />
            </g>
          ))}
          {focused && <path class="wheel-focus" d={sector(feelings.indexOf(focused), feelings.length)} />}
        </svg>
      </fieldset>
      <p role="status">{chosen.length ? t("chosen", { what: new Intl.ListFormat(language.value, { type: "conjunction" }).format(chosen.map(nameOf)) }) : ""}</p>
      {change}
    </div>
  );
}
