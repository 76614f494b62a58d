const [paper, deep, gold, pale] = ['#fdfaf3', '#1f5f66', '#b98f3a', '#efe5cd'];

const star = (points: number, outer: number, inner: number): string =>
  Array.from({ length: points * 2 }, (_, index) => {
    const radius = index % 2 === 0 ? outer : inner;
    const angle = (Math.PI * index) / points - Math.PI / 2;
    return `${(radius * Math.cos(angle)).toFixed(2)},${(radius * Math.sin(angle)).toFixed(2)}`;
  }).join(' ');

const corner = (x: number, y: number, turn: number): string =>
  `<g transform="translate(${x} ${y}) rotate(${turn})" fill="none" stroke="${gold}" stroke-width="3">
<path d="M0 96 V28 Q0 0 28 0 H96"/><path d="M16 72 V34 Q16 16 34 16 H72"/><circle cx="34" cy="34" r="6" fill="${gold}" stroke="none"/></g>`;

const mark = ({ x, y }: { x: number; y: number }): string =>
  `<g transform="translate(${x} ${y})"><circle r="26" fill="${deep}"/><path d="M-11 1 L-3 9 L12 -8" fill="none" stroke="#fff" stroke-width="5" stroke-linecap="round" stroke-linejoin="round"/></g>`;

/** Everything of a certificate but its words, as SVG. */
export const certificateFrame = (
  { width, height }: { width: number; height: number },
  marks: readonly { x: number; y: number }[],
): string => {
  const [edge, inner] = [36, 60];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<rect width="${width}" height="${height}" fill="${paper}"/>
<rect x="${edge}" y="${edge}" width="${width - 2 * edge}" height="${height - 2 * edge}" rx="18" fill="none" stroke="${deep}" stroke-width="8"/>
<rect x="${inner}" y="${inner}" width="${width - 2 * inner}" height="${height - 2 * inner}" rx="8" fill="none" stroke="${pale}" stroke-width="3"/>
${corner(inner + 20, inner + 20, 0)}${corner(width - inner - 20, inner + 20, 90)}
${corner(width - inner - 20, height - inner - 20, 180)}${corner(inner + 20, height - inner - 20, 270)}
<g transform="translate(${width / 2} 158)">
<path d="M-34 44 L-52 112 L-26 98 L-8 120 L0 60 L8 120 L26 98 L52 112 L34 44 Z" fill="${deep}"/>
<polygon points="${star(24, 78, 70)}" fill="${gold}"/><circle r="58" fill="${paper}"/><circle r="52" fill="${gold}"/>
<polygon points="${star(5, 38, 16)}" fill="#fff"/></g>
<path d="M${width / 2 - 420} 600 H${width / 2 - 24} M${width / 2 + 24} 600 H${width / 2 + 420}" stroke="${gold}" stroke-width="2"/>
<polygon points="${star(4, 14, 5)}" transform="translate(${width / 2} 600)" fill="${gold}"/>
${marks.map(mark).join('\n')}
</svg>`;
};
