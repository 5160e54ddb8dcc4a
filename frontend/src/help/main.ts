/** The crisis page works without this script; with it, it knows the practice's phone and the way back. */
import { keepOnDevice } from "../shared/device";
import enCrisis from "../shared/i18n/en/crisis";
import esCrisis from "../shared/i18n/es/crisis";
import { loadPractice } from "../shared/practice";
import { leaveByShift, leaveSite } from "../shared/session/leave";

const catalogue = document.documentElement.lang === "es" ? esCrisis : enCrisis;

function showPhone(phone: string): void {
  const link = Object.assign(document.createElement("a"), { href: `tel:${phone}`, className: "nowrap", textContent: phone });
  const [before, after] = catalogue.crisis_practice.split("{phone}");
  document.getElementById("practice")?.replaceChildren(before ?? "", link, after ?? "");
}

document.querySelector(".leave")?.addEventListener("click", (event) => {
  event.preventDefault();
  leaveSite();
});

// The link to this page in the other language chooses that language, as the one in the app does.
document.getElementById("other")?.addEventListener("click", () => keepOnDevice("language", document.documentElement.lang === "es" ? "en" : "es"));

document.getElementById("back")?.addEventListener("click", (event) => {
  if (document.referrer === "" && history.length <= 1) return;
  event.preventDefault();
  history.back();
});

leaveByShift();
loadPractice().then(({ phone }) => phone && showPhone(phone), () => undefined);
