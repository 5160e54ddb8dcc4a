/** What a connection's own counters say, in one record. */
import type { Reading } from "./ladder";

/** bytes: everything received; pairBytes: the same over the ways found, which every browser counts; frames decoded and bytes of sound received; the rest as in Reading, freezes counted from the start. */
export interface Sample extends Reading {
  bytes: number;
  pairBytes: number;
  frames: number;
  soundBytes: number;
}

/** The SHA-256 fingerprints of both ends' certificates, as the connection really uses them. */
export interface Fingerprints {
  own: string;
  other: string;
}

interface Row {
  id: string;
  type: string;
  kind?: string;
  nominated?: boolean;
  bytesReceived?: number;
  framesDecoded?: number;
  freezeCount?: number;
  fractionLost?: number;
  currentRoundTripTime?: number;
  availableOutgoingBitrate?: number;
  qualityLimitationReason?: string;
  localCertificateId?: string;
  remoteCertificateId?: string;
  fingerprint?: string;
  fingerprintAlgorithm?: string;
}

const take: Record<string, (sample: Sample, row: Row) => void> = {
  transport: (sample, row) => void (sample.bytes += row.bytesReceived ?? 0),
  "inbound-rtp": (sample, row) => {
    if (row.kind === "video") {
      sample.frames += row.framesDecoded ?? 0;
      sample.freezes += row.freezeCount ?? 0;
    } else sample.soundBytes += row.bytesReceived ?? 0;
  },
  "remote-inbound-rtp": (sample, row) => void (sample.loss = Math.max(sample.loss ?? 0, row.fractionLost ?? 0)),
  "candidate-pair": (sample, row) => {
    if (!row.nominated) return;
    sample.pairBytes += row.bytesReceived ?? 0;
    sample.rtt = row.currentRoundTripTime ?? sample.rtt;
    sample.available = row.availableOutgoingBitrate ?? sample.available;
  },
  "outbound-rtp": (sample, row) => void (row.kind === "video" && (sample.limitation = row.qualityLimitationReason)),
};

function rowsOf(report: RTCStatsReport): Row[] {
  const rows: Row[] = [];
  report.forEach((row: Row) => rows.push(row));
  return rows;
}

export function sampleOf(report: RTCStatsReport): Sample {
  const sample: Sample = { bytes: 0, pairBytes: 0, frames: 0, soundBytes: 0, freezes: 0 };
  for (const row of rowsOf(report)) take[row.type]?.(sample, row);
  // Firefox before 154 counts nothing of the transport, and a line that brings nothing would be taken for lost.
  return { ...sample, bytes: sample.bytes || sample.pairBytes };
}

/** What the counters show of it; `other` may be missing: Chromium keeps what it found at the first look, before the two had met. */
export function fingerprintsOf(report: RTCStatsReport): Partial<Fingerprints> {
  const rows = rowsOf(report);
  const transport = rows.find((row) => row.type === "transport");
  const print = (id?: string) => rows.find((row) => row.id === id && row.fingerprintAlgorithm === "sha-256")?.fingerprint;
  const own = print(transport?.localCertificateId);
  const other = print(transport?.remoteCertificateId);
  return { ...(own && { own }), ...(other && { other }) };
}

/**
 * The one fingerprint a description names, which the browser holds the certificate against; undefined for none, for another hash, and for
 * several: with a choice nobody could say which of them was met.
 */
export function onlyPrint(sdp: string | undefined): string | undefined {
  const named = new Set([...(sdp ?? "").matchAll(/^a=fingerprint:(.+?)\s*$/gm)].map(([, print]) => print!.toLowerCase()));
  const [hash, print] = named.size === 1 ? [...named][0]!.split(" ") : [];
  return hash === "sha-256" ? print?.toUpperCase() : undefined;
}
