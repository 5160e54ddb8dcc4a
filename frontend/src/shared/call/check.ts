/** What is tried before a call: is the microphone heard, is a sound heard, how is the line. */

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

/** Two soft tones, as a small bell. */
export function ringBell(): void {
  const context = new AudioContext();
  for (const [index, pitch] of [660, 880].entries()) {
    const tone = context.createOscillator();
    const volume = context.createGain();
    const begin = context.currentTime + index * 0.35;
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.2, begin);
    volume.gain.exponentialRampToValueAtTime(0.001, begin + 0.9);
    tone.connect(volume).connect(context.destination);
    tone.start(begin);
    tone.stop(begin + 1);
    if (index) tone.onended = () => void context.close();
  }
}

/** What the line to the practice can carry. downMbps: megabits a second; tripMs: there and back, the middle of several tries. */
export interface LineQuality {
  downMbps: number;
  tripMs: number;
}

export type LineWord = "video" | "sound" | "poor";

/** 3 Mbit/s are asked for video; sound gets by with a tenth of it. */
export function wordFor({ downMbps, tripMs }: LineQuality): LineWord {
  if (downMbps >= 3 && tripMs <= 400) return "video";
  return downMbps >= 0.3 && tripMs <= 1000 ? "sound" : "poor";
}

const trips = 5;
const enoughBytes = 400_000;
const longest = 4000;

/** Time small requests and a download of own files. Throws where the practice cannot be reached. */
export async function tryLine(files: readonly string[]): Promise<LineQuality> {
  const times: number[] = [];
  for (let trip = 0; trip < trips; trip++) {
    const began = performance.now();
    await (await fetch("/api/health", { cache: "no-store" })).arrayBuffer();
    times.push(performance.now() - began);
  }
  const began = performance.now();
  let bytes = 0;
  for (let turn = 0; bytes < enoughBytes && performance.now() - began < longest; turn++) {
    const answer = await fetch(files[turn % files.length]!, { cache: "no-store" });
    bytes += (await answer.arrayBuffer()).byteLength;
  }
  const seconds = (performance.now() - began) / 1000;
  return { downMbps: (bytes * 8) / 1e6 / seconds, tripMs: times.sort((one, other) => one - other)[trips >> 1]! };
}

/** This page's own scripts: large enough to tell a slow line, and already allowed. */
export function ownFiles(): string[] {
  const sources = performance.getEntriesByType("resource").filter((entry) => entry.name.startsWith(location.origin) && entry.name.endsWith(".js"));
  return sources.length ? sources.map((entry) => entry.name) : [location.pathname];
}
