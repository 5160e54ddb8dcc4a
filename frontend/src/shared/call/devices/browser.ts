/** Which browser this is, for one purpose: to name the button it has for letting a page use camera and microphone. Never sent anywhere. */

type Browser = "chrome" | "edge" | "chrome_phone" | "firefox" | "firefox_phone" | "safari" | "safari_phone" | "ios_other" | "other";

/** What tells it: the browser's own list of brands where it has one, else its name for itself; touch tells an iPad that calls itself a Mac. */
interface Hints {
  userAgent: string;
  brands?: readonly string[] | undefined;
  touch: boolean;
}

export function browserOf({ userAgent, brands = [], touch }: Hints): Browser {
  const phone = /Android|Mobile/.test(userAgent);
  if (/iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && touch)) {
    return /CriOS|FxiOS|EdgiOS|OPiOS|DuckDuckGo/.test(userAgent) ? "ios_other" : "safari_phone";
  }
  if (/Firefox\//.test(userAgent)) return phone ? "firefox_phone" : "firefox";
  if (brands.includes("Microsoft Edge") || /Edg\//.test(userAgent)) return phone ? "chrome_phone" : "edge";
  if (brands.includes("Google Chrome") || brands.includes("Chromium") || /Chrome\//.test(userAgent)) return phone ? "chrome_phone" : "chrome";
  return /Safari\//.test(userAgent) && /Macintosh/.test(userAgent) ? "safari" : "other";
}

export function thisBrowser(): Browser {
  const { userAgent, maxTouchPoints } = navigator;
  const told = (navigator as Navigator & { userAgentData?: { brands: { brand: string }[] } }).userAgentData;
  return browserOf({ userAgent, brands: told?.brands.map(({ brand }) => brand), touch: maxTouchPoints > 1 });
}
