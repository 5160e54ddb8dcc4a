import { expect, test } from "vitest";
import { onlyPrint, sampleOf } from "../../../../src/shared/call/engine/stats";

const report = (...rows: object[]) => new Map(rows.map((row, place) => [String(place), row])) as unknown as RTCStatsReport;
const way = { type: "candidate-pair", nominated: true, bytesReceived: 700, currentRoundTripTime: 0.04 };
const given = { type: "candidate-pair", nominated: false, bytesReceived: 90 };

test.each([
  ["what the transport received counts", [{ type: "transport", bytesReceived: 900 }, way, given], 900],
  ["where a browser does not count it, what came over the way found does", [way, given, { type: "inbound-rtp", kind: "audio", bytesReceived: 500 }], 700],
  ["and where its transport counts nothing yet", [{ type: "transport" }, way], 700],
])("%s", (_, rows, bytes) => {
  expect(sampleOf(report(...rows)).bytes).toBe(bytes);
});

const line = (print: string, hash = "sha-256") => `a=fingerprint:${hash} ${print}\r\n`;

test.each([
  ["one, named for sound and for picture", `v=0\r\n${line("AB:CD")}m=audio\r\n${line("ab:cd")}`, "AB:CD"],
  ["two, of which the browser may have met either", line("AB:CD") + line("EF:01"), undefined],
  ["a second by a weaker hash", line("AB:CD") + line("EF:01", "sha-1"), undefined],
  ["another hash", line("AB:CD", "sha-1"), undefined],
  ["none", "v=0\r\n", undefined],
  ["no description yet", undefined, undefined],
])("the fingerprint a description stands for: %s", (_, sdp, print) => {
  expect(onlyPrint(sdp)).toBe(print);
});
