/** The session id of a description's `o=` line: the same for a repeated offer, another for a page that was loaded again. */
export function originOf(description: RTCSessionDescriptionInit): string {
  return /^o=\S+ (\d+)/m.exec(description.sdp ?? "")?.[1] ?? "";
}
