/** What pasted text has in place of plain spaces, hyphens, digits and the at sign, each of one unit. */
const asTyped = (unit: string): string => {
  if (/[\p{Zs}]/u.test(unit)) return ' ';
  if (/\p{Pd}|\u2212/u.test(unit)) return '-';
  return /[\uFF01-\uFF5E]/.test(unit) ? unit.normalize('NFKC') : unit;
};

/** A text as customer data is looked for in it, and where in the text each of its units is. */
export const foldedFor = (text: string): { folded: string; positions: number[] } => {
  const positions: number[] = [];
  let folded = '';
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charAt(at);
    // Joiners, marks of direction and soft hyphens between two digits hide a number from nobody who reads it.
    if (/\p{Cf}/u.test(unit)) continue;
    folded += /[ -~]/.test(unit) ? unit : asTyped(unit);
    positions.push(at);
  }
  return { folded, positions };
};
