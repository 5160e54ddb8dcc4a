/** Only what both ends surely have: a full offer comes close to the service's limit of 10,000 bytes, this one to half of it. */
const wanted = { audio: ["audio/opus"], video: ["video/vp8", "video/rtx"] };

export function preferSmallOffer(place: RTCRtpTransceiver, kind: "audio" | "video"): void {
  const known = RTCRtpReceiver.getCapabilities?.(kind)?.codecs ?? [];
  const chosen = known.filter((codec) => wanted[kind].includes(codec.mimeType.toLowerCase()));
  // A browser without these says what it has: a larger offer is better than none.
  if (chosen.length) place.setCodecPreferences?.(chosen);
}
