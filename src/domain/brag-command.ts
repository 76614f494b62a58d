import { foldedText } from './win.ts';

/** What a person asked for with `/brag`. A keyword acts only when it is the whole text. */
export type BragRequest =
  | { kind: 'composer' }
  | { kind: 'help' }
  /** `week` as it was typed: nothing, `last`, or what should be a week. */
  | { kind: 'digest'; week: string }
  | { kind: 'challenge' | 'challenge-start' }
  | { kind: 'reserved'; keyword: string }
  | { kind: 'win'; text: string };

/** Keywords of systems that this version does not have yet: never posted as wins. */
const reserved =
  /^(?:mine|top(?: (?:week|month|quarter|year|all))?|idea|plan|recover|lesson|ask|settings|privacy(?: (?:export|delete))?)$/i;

/** What has a digit in it is meant to be a week's name, right or wrong. */
const digest = /^digest(?: (?:(last)(?: week)?|this week|((?:week )?\S*\d\S*|\d{4} w?\d{1,2})))?$/i;

export const parseBragCommand = (text: string): BragRequest => {
  const folded = foldedText(text);
  if (text === '') return { kind: 'composer' };
  if (/^help$/i.test(folded)) return { kind: 'help' };
  const asked = digest.exec(folded);
  if (asked) return { kind: 'digest', week: asked[1] ?? asked[2] ?? '' };
  if (/^challenge$/i.test(folded)) return { kind: 'challenge' };
  if (/^challenge start$/i.test(folded)) return { kind: 'challenge-start' };
  if (reserved.test(folded)) return { kind: 'reserved', keyword: folded };
  return { kind: 'win', text };
};
