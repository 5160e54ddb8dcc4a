/** What is tried before a call: is the microphone heard, is a sound heard, is the line good enough. */
import { playOnSpeaker, speaker } from "../devices/speaker";
import type { LineQuality } from "./throughput";

/** Follow how loud a microphone is, 0 to 1, ten times a second. Returns what ends it. */
export function followLevel(track: MediaStreamTrack, level: (loudness: number) => void): () => void {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    level(loudness(samples));
  }, 100);
  return () => {
    clearInterval(timer);
    void context.close();
  };
}

/** Root mean square of a stretch of sound, stretched so that speech fills about half of the scale. */
export function loudness(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.min(1, Math.sqrt(sum / samples.length) * 5);
}

/** Where the bell sounds: on the chosen speaker through an element, for not every browser lets the tones themselves go there. */
function outlet(context: AudioContext): AudioNode {
  if (!speaker.peek()) return context.destination;
  const stream = context.createMediaStreamDestination();
  const player = new Audio();
  player.srcObject = stream.stream;
  void playOnSpeaker(player).then(() => player.play());
  return stream;
}

/** Two soft tones, as a small bell. */
export function ringBell(): void {
  const context = new AudioContext();
  const out = outlet(context);
  for (const [index, pitch] of [660, 880].entries()) {
    const tone = context.createOscillator();
    const volume = context.createGain();
    const begin = context.currentTime + index * 0.35;
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.2, begin);
    volume.gain.exponentialRampToValueAtTime(0.001, begin + 0.9);
    tone.connect(volume).connect(out);
    tone.start(begin);
    tone.stop(begin + 1);
    if (index) tone.onended = () => void context.close();
  }
}

export type LineWord = "video" | "sound" | "poor";
type Weakness = "up" | "down" | "trip";

/** Megabits a second each way that a picture asks for; sound gets by with a tenth of it. */
export const videoMbps = 3;
const soundMbps = 0.3;
const videoTripMs = 400;
const soundTripMs = 1000;

export function wordFor({ downMbps, upMbps, tripMs }: LineQuality): LineWord {
  const slower = Math.min(downMbps, upMbps);
  if (slower >= videoMbps && tripMs <= videoTripMs) return "video";
  return slower >= soundMbps && tripMs <= soundTripMs ? "sound" : "poor";
}

/** What keeps a line from carrying a picture, worst for a talk first. */
export function weaknesses({ downMbps, upMbps, tripMs }: LineQuality): Weakness[] {
  const weak = { up: upMbps < videoMbps, down: downMbps < videoMbps, trip: tripMs > videoTripMs };
  return (["up", "down", "trip"] as const).filter((one) => weak[one]);
}

/** "1.2", "24": megabits as people read them. */
export function roundMbps(mbps: number): string {
  return mbps < 10 ? String(Math.round(mbps * 10) / 10) : String(Math.round(mbps));
}
