/** A call of this page with itself: does sound and picture come through at all, and how long does it take there and back? */
import { sampleOf } from "../engine/stats";

interface Looped {
  flows: boolean;
  /** There and back over the connection, milliseconds. */
  tripMs?: number | undefined;
}

const patience = 8000;
const look = 250;

function pause(milliseconds: number): Promise<void> {
  return new Promise((pass) => setTimeout(pass, milliseconds));
}

/** Send these tracks, or a few words where there are none, from one connection to another; over a relay alone where there is one. */
export async function loopBack(tracks: readonly MediaStreamTrack[], iceServers: RTCIceServer[]): Promise<Looped> {
  const way: RTCConfiguration = iceServers.length ? { iceServers, iceTransportPolicy: "relay" } : {};
  const here = new RTCPeerConnection(way);
  const there = new RTCPeerConnection(way);
  try {
    here.onicecandidate = ({ candidate }) => void (candidate && there.addIceCandidate(candidate).catch(() => undefined));
    there.onicecandidate = ({ candidate }) => void (candidate && here.addIceCandidate(candidate).catch(() => undefined));
    const words = here.createDataChannel("words");
    words.onopen = () => words.send("beat");
    tracks.forEach((track) => here.addTrack(track));
    await here.setLocalDescription();
    await there.setRemoteDescription(here.localDescription!);
    await there.setLocalDescription();
    await here.setRemoteDescription(there.localDescription!);
    return await arrived(there, tracks);
  } finally {
    here.close();
    there.close();
  }
}

/** Wait until everything sent arrives, or patience ends. */
async function arrived(there: RTCPeerConnection, tracks: readonly MediaStreamTrack[]): Promise<Looped> {
  const picture = tracks.some(({ kind }) => kind === "video");
  const sound = tracks.some(({ kind }) => kind === "audio");
  let heard = tracks.length > 0;
  there.ondatachannel = ({ channel }) => void (channel.onmessage = () => void (heard = true));
  const until = performance.now() + patience;
  while (performance.now() < until) {
    await pause(look);
    const sample = sampleOf(await there.getStats());
    if (heard && (!picture || sample.frames > 0) && (!sound || sample.soundBytes > 0)) {
      return { flows: true, tripMs: sample.rtt === undefined ? undefined : Math.round(sample.rtt * 1000) };
    }
  }
  return { flows: false };
}
