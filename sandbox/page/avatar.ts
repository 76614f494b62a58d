interface Person {
  id: string;
  realName: string;
}

const hueOf = (id: string): number =>
  id.split('').reduce((sum, letter) => sum + letter.charCodeAt(0) * 37, 0) % 360;

/** A picture with a person's initial, in a colour of their own. */
export const avatarSvg = (person: Person): string => {
  const initial = person.realName.slice(0, 1).toUpperCase();
  const safe = /[A-Z0-9]/.test(initial) ? initial : '?';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" role="img" aria-label="${safe}">
<rect width="64" height="64" rx="12" fill="hsl(${hueOf(person.id)} 45% 35%)"/>
<text x="32" y="43" text-anchor="middle" font-family="sans-serif" font-size="32" fill="#fff">${safe}</text>
</svg>`;
};
