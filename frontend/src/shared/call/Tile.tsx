import { useEffect, useRef, useState } from "preact/hooks";
import { words } from "../i18n";
import type en from "../i18n/en/call";
import { Button } from "../ui";
import { followSpeaker, playOnSpeaker, speaker } from "./devices/speaker";
import type { Standing } from "./engine/notes";

const t = words<typeof en>("call");

interface TileProps {
  stream: MediaStream | null;
  name: string;
  /** False shows initials in place of the picture; sound goes on. */
  camera: boolean;
  /** One's own picture: silent and mirrored. */
  own?: boolean;
  /** Words over the picture while the connection is lost. */
  hold?: string | undefined;
  /** What they say of their sound and picture. */
  standing?: Standing;
}

function initials(name: string): string {
  return name.split(/[\s,]+/).filter(Boolean).slice(0, 2).map((part) => part[0]!.toUpperCase()).join("");
}

/** Beside the name: what cannot be seen in the picture. */
function Said({ camera, standing }: { camera: boolean; standing: Standing | undefined }) {
  if (standing?.saving) return <small> {t("saving_other")}</small>;
  if (standing?.screen) return <small> {t("shares_screen")}</small>;
  return camera ? null : <small> {t("camera_is_off")}</small>;
}

/** One person's picture and sound. */
export function Tile({ stream, name, camera, own, hold, standing }: TileProps) {
  const place = useRef<HTMLVideoElement>(null);
  const [blocked, setBlocked] = useState(false);
  const play = () => place.current?.play().then(() => setBlocked(false), (error: unknown) => setBlocked(error instanceof DOMException && error.name === "NotAllowedError"));
  useEffect(() => {
    if (!place.current) return;
    place.current.srcObject = stream;
    if (stream) void play();
  }, [stream]);
  useEffect(() => void (place.current && !own && playOnSpeaker(place.current)), [speaker.value]);
  useEffect(() => (own ? undefined : followSpeaker()), [own]);
  const pictureless = !camera || hold !== undefined || standing?.saving;
  return (
    <figure class={`tile ${own ? "own" : ""} ${standing?.screen ? "screen" : ""}`} data-name={name}>
      {/* Muted is set as a property: as an attribute it counts for the first load only. */}
      <video ref={place} autoPlay playsInline muted={own} aria-label={own ? t("own_picture") : t("picture_of", { name })} />
      {pictureless && <div class="initials" aria-hidden="true">{initials(name)}</div>}
      {hold !== undefined && <p class="hold over-picture" role="status">{hold}</p>}
      {blocked && <div class="hold"><Button onClick={play}>{t("turn_on_sound")}</Button></div>}
      <figcaption class="over-picture">{own ? t("you") : name}{!own && <Said camera={camera} standing={standing} />}</figcaption>
    </figure>
  );
}
