import { expect, test } from "vitest";
import { browserOf } from "../../../../src/shared/call/devices/browser";
import en from "../../../../src/shared/i18n/en/call";
import es from "../../../../src/shared/i18n/es/call";

const mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)";
const iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
const webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";

const known = [
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/142.0.0.0 Safari/537.36`, ["Chromium", "Google Chrome"], false, "chrome"],
  [`${mac} ${webkit} Chrome/142.0.0.0 Safari/537.36`, [], false, "chrome"],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/142.0.0.0 Safari/537.36 Edg/142.0`, ["Chromium", "Microsoft Edge"], false, "edge"],
  [`Mozilla/5.0 (Linux; Android 10; K) ${webkit} Chrome/142.0.0.0 Mobile Safari/537.36`, ["Chromium", "Google Chrome"], true, "chrome_phone"],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", [], false, "firefox"],
  ["Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0", [], true, "firefox_phone"],
  [`${mac} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15`, [], false, "safari"],
  [`${mac} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15`, [], true, "safari_phone"],
  [`${iphone} Version/18.1 Mobile/15E148 Safari/604.1`, [], true, "safari_phone"],
  [`${iphone} CriOS/142.0 Mobile/15E148 Safari/604.1`, [], true, "ios_other"],
  ["Something of its own", [], false, "other"],
] as const;

test.each(known)("%s %s is known", (userAgent, brands, touch, browser) => {
  expect(browserOf({ userAgent, brands, touch })).toBe(browser);
});

test("every browser has words for how it lets a page use a device", () => {
  for (const [, , , browser] of known) for (const words of [en, es]) expect(words).toHaveProperty(`grant_${browser}`);
});
