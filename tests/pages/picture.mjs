// Pictures that need no file: bands of colour as PNG, the same bytes each time.
import { crc32, deflateSync } from "node:zlib";

const BANDS = [[0x9db7c9, 0x5d7d92, 0x2d4250], [0xe2c9a0, 0xb98a56, 0x5f4630], [0xb9c7a4, 0x6f8a5d, 0x33462f], [0xd9aea4, 0xa5655c, 0x4f2d2f]];

function chunk(kind, data) {
  const body = Buffer.concat([Buffer.from(kind), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

/** A landscape of three bands and a light; the number chooses its colours and where the light stands. */
export function picture(number, width = 660, height = 440) {
  const bands = BANDS[number % BANDS.length];
  const rows = Buffer.alloc((width * 3 + 1) * height);
  const [x0, y0, r] = [width * (0.2 + 0.15 * (number % 5)), height * 0.28, height * 0.09];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const horizon = height * (0.5 + 0.04 * Math.sin(x / 60 + number));
      const band = y < horizon ? 0 : y < horizon + height * 0.22 + x * 0.05 ? 1 : 2;
      const colour = (x - x0) ** 2 + (y - y0) ** 2 < r * r ? 0xfff6df : bands[band];
      const at = y * (width * 3 + 1) + 1 + x * 3;
      rows.writeUIntBE(colour, at, 3);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", head), chunk("IDAT", deflateSync(rows, { level: 9 })), chunk("IEND", Buffer.alloc(0))]);
}
