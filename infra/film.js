// A circle that breathes: drawn frame by frame, encoded by the browser, put in an MP4 file. No words in it: they are its captions.
async () => {
  const size = { width: 640, height: 360 };
  const fps = 15;
  const [before, inhale, exhale, breaths, after] = [8, 4, 6, 6, 8];
  const seconds = before + breaths * (inhale + exhale) + after;
  const frames = seconds * fps;

  // How full the breath is at a moment, 0 to 1.
  const full = (at) => {
    const within = (at - before) % (inhale + exhale);
    if (at < before || at >= seconds - after) return 0;
    const part = within < inhale ? within / inhale : 1 - (within - inhale) / exhale;
    return (1 - Math.cos(Math.PI * part)) / 2;
  };

  const canvas = new OffscreenCanvas(size.width, size.height);
  const pen = canvas.getContext("2d");
  const disc = (radius, fill, edge, width) => {
    pen.beginPath();
    pen.arc(size.width / 2, size.height / 2, radius, 0, 2 * Math.PI);
    pen.fillStyle = fill;
    pen.fill();
    pen.lineWidth = width;
    pen.strokeStyle = edge;
    pen.stroke();
  };
  // The colours of shared/tokens.css.
  const draw = (at) => {
    pen.fillStyle = "#F3F5F1";
    pen.fillRect(0, 0, size.width, size.height);
    disc(146, "#F3F5F1", "#D3DBD3", 2);
    disc(52 + 94 * full(at), "#DBEAE7", "#17545A", 4);
  };

  const samples = [];
  let settings;
  const encoder = new VideoEncoder({
    output: (chunk, { decoderConfig }) => {
      settings ??= decoderConfig && new Uint8Array(decoderConfig.description);
      const data = new Uint8Array(chunk.byteLength);
      chunk.copyTo(data);
      samples.push({ data, key: chunk.type === "key" });
    },
    error: (failed) => { throw failed; },
  });
  encoder.configure({ codec: "avc1.42001f", ...size, framerate: fps, bitrate: 45_000, latencyMode: "quality", avc: { format: "avc" } });
  for (let number = 0; number < frames; number++) {
    draw(number / fps);
    const frame = new VideoFrame(canvas, { timestamp: (number * 1e6) / fps });
    encoder.encode(frame, { keyFrame: number % (10 * fps) === 0 });
    frame.close();
    if (encoder.encodeQueueSize > 30) await new Promise((go) => encoder.addEventListener("dequeue", go, { once: true }));
  }
  await encoder.flush();

  const bytes = (...parts) => Uint8Array.from(parts.flatMap((part) => (typeof part === "string" ? [...part].map((one) => one.charCodeAt(0)) : typeof part === "number" ? [part >>> 24, (part >>> 16) & 255, (part >>> 8) & 255, part & 255] : [...part])));
  const box = (name, ...parts) => {
    const inside = bytes(...parts);
    return bytes(inside.length + 8, name, inside);
  };
  const short = (...values) => values.flatMap((value) => [value >>> 8, value & 255]);
  const zeros = (count) => new Array(count).fill(0);
  const upright = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000];
  const heading = (offset) => box("moov",
    box("mvhd", 0, 0, 0, fps, frames, 0x10000, short(0x100, 0), zeros(8), ...upright, zeros(24), 2),
    box("trak",
      box("tkhd", 3, 0, 0, 1, 0, frames, zeros(8), zeros(8), ...upright, size.width << 16, size.height << 16),
      box("mdia",
        box("mdhd", 0, 0, 0, fps, frames, short(0x55c4, 0)),
        box("hdlr", 0, 0, "vide", zeros(12), [0]),
        box("minf",
          box("vmhd", 1, zeros(8)),
          box("dinf", box("dref", 0, 1, box("url ", 1))),
          box("stbl",
            box("stsd", 0, 1, box("avc1", zeros(6), short(1), zeros(16), short(size.width, size.height), 0x480000, 0x480000, 0, short(1), zeros(32), short(24, 0xffff), box("avcC", settings))),
            box("stts", 0, 1, samples.length, 1),
            box("stss", 0, samples.filter(({ key }) => key).length, ...samples.flatMap(({ key }, place) => (key ? [place + 1] : []))),
            box("stsc", 0, 1, 1, samples.length, 1),
            box("stsz", 0, 0, samples.length, ...samples.map(({ data }) => data.length)),
            box("stco", 0, 1, offset))))));
  const kind = box("ftyp", "isom", 0x200, "isomiso2avc1mp41");
  const film = new Blob([kind, heading(kind.length + heading(0).length + 8), bytes(8 + samples.reduce((sum, { data }) => sum + data.length, 0), "mdat"), ...samples.map(({ data }) => data)]);
  return btoa(Array.from(new Uint8Array(await film.arrayBuffer()), (one) => String.fromCharCode(one)).join(""));
}
