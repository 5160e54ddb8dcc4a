import { useEffect, useState } from "preact/hooks";
import { create } from "qrcode";

const quiet = 4;

/** A QR code drawn dark on white in both themes: cameras need it so. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const [drawing, setDrawing] = useState<{ path: string; size: number } | null>(null);
  useEffect(() => {
    const { modules } = create(text, { errorCorrectionLevel: "M" });
    const squares = Array.from(modules.data, (dark, index) => {
      const x = (index % modules.size) + quiet;
      return dark ? `M${x} ${Math.floor(index / modules.size) + quiet}h1v1h-1z` : "";
    });
    setDrawing({ path: squares.join(""), size: modules.size + 2 * quiet });
  }, [text]);
  if (!drawing) return null;
  return (
    <svg class="qr" role="img" aria-label={label} viewBox={`0 0 ${drawing.size} ${drawing.size}`} shape-rendering="crispEdges">
      <rect width="100%" height="100%" fill="#fff" />
      <path d={drawing.path} fill="#000" />
    </svg>
  );
}
