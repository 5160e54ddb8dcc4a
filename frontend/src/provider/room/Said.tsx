import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/room";
import { stateName } from "../../shared/states";
import { Facts } from "../../shared/ui";
import type { Guest } from "./roomCall";

const t = words<typeof en>("room");

export function nameOf(guest: Guest): string {
  return guest.said?.preferred_name || t("your_client");
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
        [t("phone"), said.phone ? <a href={`tel:${said.phone}`}>{said.phone}</a> : t("no_phone")],
      ]}
    />
  );
}
