interface Sitter {
  id: string;
  realName: string;
  isBot?: boolean;
}

const skins = ['#f6d3b8', '#e8b48c', '#c98d62', '#9a6440', '#6b4228'];
const hairs = ['#2b211d', '#5a3a22', '#a8702f', '#d9b36a', '#8a8784', '#7c2f1f'];
const cuts = [
  '<path d="M18 30a14 14 0 0 1 28 0c-4-6-9-8-14-8s-10 2-14 8z"/>',
  '<path d="M17 46V30a15 15 0 0 1 30 0v16l-5-2V30c-6 0-12-2-15-6-1 4-3 6-5 7v13z"/>',
  '<path d="M18 29c-2-9 5-15 14-15 10 0 16 7 14 15-2-4-4-6-7-7-6 2-15 2-19 1-1 2-2 4-2 6z"/>',
  '<circle cx="32" cy="11" r="6"/><path d="M18 30a14 14 0 0 1 28 0c-8-5-20-5-28 0z"/>',
];

/** Stays the same for one id, and differs among many. */
const numberOf = (id: string): number =>
  id.split('').reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 999_983, 7);

const face = (number: number): string => {
  const pick = (list: readonly string[], divisor: number) =>
    list[Math.floor(number / divisor) % list.length] ?? '';
  return `<path d="M10 64c0-13 10-17 22-17s22 4 22 17z" fill="hsl(${(number * 7) % 360} 50% 78%)"/>
<path d="M27 40h10v10a5 5 0 0 1-10 0z" fill="${pick(skins, 3)}"/>
<circle cx="32" cy="31" r="13" fill="${pick(skins, 3)}"/>
<g fill="${pick(hairs, 11)}">${pick(cuts, 61)}</g>
<g fill="#2b211d"><circle cx="27" cy="32" r="1.6"/><circle cx="37" cy="32" r="1.6"/></g>
<path d="M28 37q4 4 8 0" fill="none" stroke="#2b211d" stroke-width="1.6" stroke-linecap="round"/>`;
};

/** A cup, for what is no person. */
const cup = `<path d="M20 14h24v12a12 12 0 0 1-24 0z" fill="#ffd36b"/>
<path d="M20 18h-6c0 8 3 11 8 11m22-11h6c0 8-3 11-8 11" fill="none" stroke="#ffd36b" stroke-width="3"/>
<path d="M29 38h6v6h6v6H23v-6h6z" fill="#ffd36b"/>`;

/** A picture drawn from who somebody is. */
export const avatarSvg = ({ id, realName, isBot = false }: Sitter): string => {
  const initial = /^[A-Za-z0-9]/.exec(realName)?.[0] ?? '?';
  const number = numberOf(id);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" role="img" aria-label="${initial}">
<rect width="64" height="64" fill="hsl(${number % 360} 42% ${isBot ? 28 : 42}%)"/>
${isBot ? cup : face(number)}
</svg>`;
};
