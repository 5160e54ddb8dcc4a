import { roundMbps, weaknesses } from "../../shared/call/check/check";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/room";
import { stateName } from "../../shared/states";
import { dayAndTime, daysAhead, timeOf } from "../../shared/time";
import { Facts } from "../../shared/ui";
import { mine } from "../staff";
import type { Guest } from "./lobby";

const t = words<typeof en>("room");

export function nameOf(guest: Guest): string {
  return guest.said?.preferred_name || t("your_client");
}

type Check = NonNullable<NonNullable<Guest["said"]>["check"]>;

/** How the line looked in numbers, and what of it was weak. */
function lineOf({ down_kbps, up_kbps, trip_ms, at }: Check): string {
  const local = mine(at);
  const when = daysAhead(local.start) === 0 ? t("at_time", { time: timeOf(local) }) : t("on_day", { time: dayAndTime(local) });
  if (down_kbps == null || up_kbps == null || trip_ms == null) return t("check_unreached", { when });
  const quality = { downMbps: down_kbps / 1000, upMbps: up_kbps / 1000, tripMs: trip_ms };
  const shown = { up: roundMbps(quality.upMbps), down: roundMbps(quality.downMbps), trip: String(trip_ms) };
  const weak = weaknesses(quality).map((one) => t(`check_${one}`, { number: shown[one] }));
  return weak.length ? t("check_weak", { when, what: weak.join(", ") }) : t("check_good", { when, down: shown.down, up: shown.up });
}

/** What the client's own check before the session found, in one sentence. */
function checkOf(check: Check): string {
  const failed = (["media", "microphone", "camera", "speaker"] as const).filter((one) => check[one] === "problem");
  return [lineOf(check), ...failed.map((one) => t(`check_${one}`))].join("; ");
}

/** What the client said on joining, with the licence check, and the number for when the line drops. */
export function Said({ guest }: { guest: Guest }) {
  const said = guest.said;
  if (!said) return null;
  const state = stateName(said.location_state);
  return (
    <Facts
      items={[
        [t("is_in"), said.licensed ? t("licensed_there", { state }) : <strong>{t("not_licensed_there", { state })}</strong>],
        [t("place"), said.place ?? t("place_declined")],
        [t("private"), said.private ? t("private_yes") : <strong>{t("private_no")}</strong>],
        [t("phone"), said.phone ? <a class="lone" href={`tel:${said.phone}`}>{said.phone}</a> : t("no_phone")],
        ...(said.check && guest.phase === "waiting" ? [[t("check"), checkOf(said.check)] as [string, string]] : []),
      ]}
    />
  );
}
