/** What a description's `o=` line tells: who made it, and its how manieth it is. */
const line = /^o=\S+ (\d+) (\d+)/m;

/** The session id: the same for a repeated or renewed offer of one connection, another for a page that was loaded again. */
export function originOf(description: RTCSessionDescriptionInit): string {
  return line.exec(description.sdp ?? "")?.[1] ?? "";
}

/** The version: goes up with each new description of the same connection. */
export function turnOf(description: RTCSessionDescriptionInit): number {
  return Number(line.exec(description.sdp ?? "")?.[2] ?? 0);
}
