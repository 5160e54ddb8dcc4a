import { useState } from "preact/hooks";
import { type Answer, post, put } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/room";
import { stateName } from "../../shared/states";
import { Button, Facts, Failed, Field, useSave } from "../../shared/ui";
import { type Guest } from "./lobby";
import { nameOf } from "./Said";
import { clockAt } from "./times";

const t = words<typeof en>("room");

type Panel = Answer<"/api/appointments/{appointment_id}/emergency", "post">;
type LocalNumber = Panel["numbers"][number];

const tenDigits = /^[2-9]\d{9}$/;
const most = 6;

function Call({ number }: { number: string }) {
  return <a class="lone" href={`tel:${number.length === 10 ? `+1${number}` : number}`}>{number}</a>;
}

function placeOf(panel: Panel): string {
  if (!panel.said_at) return t("place_not_said");
  return panel.place ?? t("place_declined");
}

function WhereAndWhom({ panel }: { panel: Panel }) {
  const contact = panel.emergency_contact;
  return (
    <Facts
      items={[
        [t("place"), <>{placeOf(panel)}{panel.location_state && `, ${stateName(panel.location_state)}`}{panel.said_at && ` (${t("said_at", { time: clockAt(panel.said_at) })})`}</>],
        [t("phone"), panel.phone ? <Call number={panel.phone} /> : t("no_phone")],
        [t("contact"), contact ? <>{contact.name}{contact.relation && `, ${contact.relation}`} <Call number={contact.phone} /></> : t("no_contact")],
        [t("consent"), panel.consent_at ? t("consent_given", { version: panel.consent_version ?? "" }) : t("no_consent")],
        [t("practice"), <Call number={panel.practice_phone} />],
      ]}
    />
  );
}

/** Ten digits, for 911 reaches only where the caller is. */
function Numbers({ panel, path, onKept }: { panel: Panel; path: { appointment_id: string }; onKept: (numbers: LocalNumber[]) => void }) {
  const [name, setName] = useState("");
  const [number, setNumber] = useState("");
  const [wrong, setWrong] = useState(false);
  const save = useSave(async (numbers: LocalNumber[]) => {
    const kept = await put("/api/appointments/{appointment_id}/emergency/numbers", { client_id: panel.client_id, numbers }, { path });
    onKept(kept.numbers);
    setName("");
    setNumber("");
  });
  const add = (event: Event) => {
    event.preventDefault();
    const digits = number.replace(/\D/g, "").replace(/^1(?=\d{10}$)/, "");
    const fine = tenDigits.test(digits) && name.trim() !== "";
    setWrong(!fine);
    if (fine) void save.run([...panel.numbers, { name: name.trim(), number: digits }]);
  };
  return (
    <section class="stack-tight">
      <h3>{t("local_numbers")}</h3>
      <p class="second small">{t("local_why")}</p>
      <ul>
        {panel.numbers.map((one) => (
          <li key={one.number}>
            {one.name} <Call number={one.number} />{" "}
            <Button look="text" onClick={() => void save.run(panel.numbers.filter((other) => other !== one))}>{t("take_off")}<span class="visually-hidden"> {one.name}</span></Button>
          </li>
        ))}
      </ul>
      {panel.numbers.length < most && (
        <form class="stack-tight" onSubmit={add}>
          <Field label={t("number_name")} hint={t("number_name_hint")} name="number-name" maxLength={60} value={name} onValue={setName} />
          <Field label={t("number")} type="tel" name="local-number" maxLength={23} value={number} onValue={setNumber} error={wrong ? t("number_wrong") : undefined} />
          <Button type="submit" look="quiet" busy={save.busy && t("keeping")}>{t("keep_number")}</Button>
        </form>
      )}
      {save.error !== undefined && <Failed error={save.error} />}
    </section>
  );
}

function Lines({ panel }: { panel: Panel }) {
  return (
    <section class="stack-tight">
      <h3>{t("crisis_lines")}</h3>
      <ul>
        {panel.crisis.lines.filter((line) => line.call).map((line) => <li key={line.code}>{t.code("crisis", line.code) ?? t("crisis_line")} <Call number={line.call!} />{line.press && `, ${t("then_press", { key: line.press })}`}</li>)}
      </ul>
    </section>
  );
}

function Steps({ name }: { name: string }) {
  return (
    <section class="stack-tight">
      <h3>{t("dropped_title", { name })}</h3>
      <ol>
        {(["call", "local", "contact", "stay", "note"] as const).map((step) => <li key={step}>{t(`dropped_${step}`, { name })}</li>)}
      </ol>
    </section>
  );
}

/** What is needed to send help to one client. Opening it stands in their access log. */
export function Emergency({ appointmentId, guest }: { appointmentId: string; guest: Guest }) {
  const path = { appointment_id: appointmentId };
  const name = nameOf(guest);
  const [panel, setPanel] = useState<Panel | null>(null);
  const open = useSave(async () => setPanel(await post("/api/appointments/{appointment_id}/emergency", { client_id: guest.client_id }, { path })));
  if (!panel) {
    return (
      <div class="stack-tight">
        <Button look="quiet" busy={open.busy && t("opening")} aria-expanded={false} onClick={() => open.run()}>{t("emergency", { name })}</Button>
        {open.error !== undefined && <Failed error={open.error} />}
      </div>
    );
  }
  return (
    <section class="stack emergency" aria-label={t("emergency", { name })}>
      <h2>{t("emergency", { name })}</h2>
      <WhereAndWhom panel={panel} />
      <Steps name={name} />
      <Numbers panel={panel} path={path} onKept={(numbers) => setPanel({ ...panel, numbers })} />
      <Lines panel={panel} />
      <p class="second small">{t("opening_is_kept", { name })}</p>
      <Button look="quiet" onClick={() => setPanel(null)}>{t("close_emergency")}</Button>
    </section>
  );
}
