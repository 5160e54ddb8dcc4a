/** The crisis page works without this script; with it, it knows the practice's phone and the way back. */
import { leaveByShift, leaveSite } from "../shared/session/leave";
import { loadPractice } from "../shared/practice";
import enCrisis from "../shared/i18n/en/crisis";
import esCrisis from "../shared/i18n/es/crisis";

const catalogue = document.documentElement.lang === "es" ? esCrisis : enCrisis;

function showPhone(phone: string): void {
  const link = Object.assign(document.createElement("a"), { href: `tel:${phone}`, textContent: phone });
  const [before, after] = catalogue.crisis_practice.split("{phone}");
  document.getElementById("practice")?.replaceChildren(before ?? "", link, after ?? "");
}

document.querySelector(".leave")?.addEventListener("click", (event) => {
  event.preventDefault();
  leaveSite();
});

document.getElementById("back")?.addEventListener("click", (event) => {
  if (document.referrer === "" && history.length <= 1) return;
  event.preventDefault();
  history.back();
});

leaveByShift();
loadPractice().then(({ phone }) => phone && showPhone(phone), () => undefined);
