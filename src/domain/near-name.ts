/** Names as people type them: without marks, in any case. */
export const folded = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[‘’]/g, "'")
    .replace(/[_\s]+/g, ' ')
    .trim()
    .toLowerCase();

/** How many letters have to be typed differently, swapped neighbours counting as one. */
export const distance = (one: string, other: string): number => {
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const isSame = one[i - 1] === other[j - 1];
      const isSwapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      row[j] = Math.min(
        (last[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (last[j - 1] ?? 0) + (isSame ? 0 : 1),
        isSwapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    before = last;
    last = row;
  }
  return last[other.length] ?? 0;
};

/** Lower is nearer: begins with it, contains it, or is a slip of the finger away. */
const farness = (typed: string, name: string): number => {
  if (name.startsWith(typed)) return 0;
  if (name.includes(typed)) return 1;
  const slips = distance(typed, name);
  return slips <= Math.max(1, Math.floor(typed.length / 4)) ? 1 + slips : Number.POSITIVE_INFINITY;
};

interface Named {
  /** Under which it may be typed. */
  names: readonly string[];
}

const longest = 60;

/** Those of some things whose names are near to what somebody typed, nearest first. */
export const nearest = <T extends Named>(typed: string, things: readonly T[], most: number): T[] => {
  const wanted = folded(typed).slice(0, longest);
  if (wanted.length < 2) return [];
  return things
    .map((thing) => ({
      thing,
      far: Math.min(...thing.names.map((name) => farness(wanted, folded(name)))),
    }))
    .filter(({ far }) => Number.isFinite(far))
    .sort((a, b) => a.far - b.far)
    .slice(0, most)
    .map(({ thing }) => thing);
};
