/** Draws the tray's icon: two panes, whose shape tells the state as well as the colour does. */
import { nativeImage, type NativeImage } from 'electron';
import type { TrayIcon } from './tray-state.ts';

/** Colour as blue, green, red, opacity: mid-tones, as the panel below may be light or dark. Gaps in sixteenths of the icon. */
const LOOKS = {
  apart: { colour: [0x9e, 0x8b, 0x7d, 0xff], halfGap: 2, filled: [false, false] },
  lit: { colour: [0x93, 0xa0, 0x14, 0xff], halfGap: 0.5, filled: [true, true] },
  due: { colour: [0x0b, 0x8a, 0xd9, 0xff], halfGap: 2, filled: [false, true] },
} as const;

/** The icon at 16 and 32 pixels. */
export function drawTrayIcon(icon: TrayIcon): NativeImage {
  const image = nativeImage.createEmpty();
  for (const [scaleFactor, size] of [
    [1, 16],
    [2, 32],
  ]) {
    image.addRepresentation({ scaleFactor, width: size, height: size, buffer: drawPanes(icon, size) });
  }
  return image;
}

/** `size` × `size` pixels of four octets. */
export function drawPanes(icon: TrayIcon, size: number): Buffer {
  const { colour, halfGap, filled } = LOOKS[icon];
  const pixels = Buffer.alloc(size * size * 4);
  for (let pixel = 0; pixel < size * size; pixel++) {
    const x = (((pixel % size) + 0.5) / size) * 16;
    const y = ((Math.floor(pixel / size) + 0.5) / size) * 16;
    // Seen from the middle outwards, both panes are the same rectangle.
    const fromGap = Math.abs(x - 8) - halfGap;
    const fromEdge = Math.min(fromGap, 7.5 - halfGap - fromGap, y - 1.5, 14.5 - y);
    if (fromEdge > 0 && (filled[x < 8 ? 0 : 1] || fromEdge < 1.5)) pixels.set(colour, pixel * 4);
  }
  return pixels;
}
