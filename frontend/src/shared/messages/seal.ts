/**
 * How a file is sealed before it leaves the browser: AES-256-GCM in chunks of one mebibyte under a key of its own. The nonce is the chunk's
 * number in 12 bytes; the associated data name the file, the number and whether it is the last, so no chunk can be dropped, doubled or moved.
 */
export const chunkSize = 1024 * 1024;
export const tagSize = 16;
export const largest = 25 * chunkSize;

export type Progress = (done: number, of: number) => void;

/** The file is damaged, was changed on the way, or is not the one that was sent. */
export class NotWhole extends Error {}

function bound(id: string, number: number, count: number): AesGcmParams {
  const iv = new Uint8Array(12);
  new DataView(iv.buffer).setUint32(8, number);
  return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(`${id}|${number}|${number === count - 1 ? 1 : 0}`), tagLength: tagSize * 8 };
}

export function newKey(): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(32));
}

function keyFor(raw: Uint8Array<ArrayBuffer>, usage: "encrypt" | "decrypt"): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", raw, "AES-GCM", false, [usage]);
}

/** The sealed chunks of a file, in order. One chunk is in memory in clear at a time. */
export async function seal(id: string, raw: Uint8Array<ArrayBuffer>, file: Blob, progress: Progress = () => undefined): Promise<Blob> {
  const key = await keyFor(raw, "encrypt");
  const count = Math.ceil(file.size / chunkSize);
  const sealed: ArrayBuffer[] = [];
  for (let number = 0; number < count; number += 1) {
    const piece = await file.slice(number * chunkSize, (number + 1) * chunkSize).arrayBuffer();
    sealed.push(await crypto.subtle.encrypt(bound(id, number, count), key, piece));
    progress(number + 1, count);
  }
  return new Blob(sealed);
}

/** Cuts a stream of bytes of any lengths into the sealed chunks it was made of. */
async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const whole = chunkSize + tagSize;
  const reader = stream.getReader();
  let held = new Uint8Array(whole);
  let length = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    let rest = read.value;
    while (rest.length) {
      const part = rest.subarray(0, whole - length);
      held.set(part, length);
      length += part.length;
      rest = rest.subarray(part.length);
      if (length < whole) continue;
      yield held;
      held = new Uint8Array(whole);
      length = 0;
    }
  }
  if (length) yield held.slice(0, length);
}

/** Open a sealed file as it arrives, chunk by chunk. size: in bytes, in clear. Raises NotWhole. */
export async function open(id: string, raw: Uint8Array<ArrayBuffer>, size: number, stream: ReadableStream<Uint8Array>, progress: Progress = () => undefined): Promise<ArrayBuffer[]> {
  const key = await keyFor(raw, "decrypt");
  const count = Math.ceil(size / chunkSize);
  const opened: ArrayBuffer[] = [];
  for await (const sealed of chunksOf(stream)) {
    const number = opened.length;
    try {
      opened.push(await crypto.subtle.decrypt(bound(id, number, count), key, sealed));
    } catch {
      throw new NotWhole();
    }
    progress(number + 1, count);
  }
  if (opened.length !== count) throw new NotWhole();
  return opened;
}

export function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
