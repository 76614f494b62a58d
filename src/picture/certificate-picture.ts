import { createCanvas, loadImage } from '@napi-rs/canvas';
import { certificateFrame } from './certificate-frame.ts';
import type { CertificateWords } from './certificate-words.ts';
import { drawable } from './drawable-text.ts';
import { drawText, type TextBox } from './fitted-text.ts';

/** A4 on its side. */
export const certificateSize = { width: 1600, height: 1131 };

const [ink, deep, quiet] = ['#22313a', '#1f5f66', '#5b6b72'];
const middle = certificateSize.width / 2;
const wide = 1300;

const boxes = {
  team: { x: middle, y: 338, width: wide, size: { most: 46, least: 30 }, weight: 600, colour: deep },
  name: {
    x: middle,
    y: 512,
    width: wide,
    size: { most: 128, least: 44 },
    lines: 2,
    weight: 700,
    colour: ink,
  },
  did: { x: middle, y: 668, width: wide, size: { most: 38, least: 30 }, weight: 400, colour: quiet },
  alone: { x: middle, y: 520, width: wide, size: { most: 84, least: 40 }, weight: 600, colour: ink },
  challenge: { x: middle, y: 744, width: wide, size: { most: 58, least: 34 }, weight: 600, colour: deep },
  dates: { x: middle, y: 806, width: wide, size: { most: 36, least: 26 }, weight: 400, colour: quiet },
} satisfies Record<string, TextBox>;

const themeBox = (index: number, count: number): TextBox => ({
  x: middle + (index - (count - 1) / 2) * (wide / count),
  y: 980,
  width: Math.min(wide / count - 24, 360),
  // One size: days side by side are read as equals.
  size: { most: 22, least: 22 },
  lines: 2,
  weight: 400,
  colour: quiet,
});

/** Where the mark of each day stands, over its theme. */
const markOf = (index: number, count: number) => ({ x: themeBox(index, count).x, y: 912 });

/** The frame is a picture of its own; words are set here, since scripts are joined and turned here alone. */
export const drawCertificate = async ({
  name,
  team,
  dayCount,
  challenge,
  dates,
  themes,
}: CertificateWords): Promise<Buffer> => {
  const { width, height } = certificateSize;
  const picture = createCanvas(width, height);
  const context = picture.getContext('2d');
  const marks = themes.map((_, index) => markOf(index, themes.length));
  const frame = await loadImage(Buffer.from(certificateFrame(certificateSize, marks)));
  context.drawImage(frame, 0, 0);

  const write = (text: string, box: TextBox) => drawText(context, drawable(text), box);
  const person = drawable(name ?? '');
  write(team ?? '', boxes.team);
  drawText(context, person, boxes.name);
  if (person.text) write(`did all ${dayCount} days of`, boxes.did);
  else write(`For ${dayCount} days of exceptional service`, boxes.alone);
  write(challenge, boxes.challenge);
  write(dates, boxes.dates);
  for (const [index, theme] of themes.entries()) write(theme, themeBox(index, themes.length));
  return picture.encode('png');
};
