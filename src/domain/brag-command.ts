import { foldedText } from './win.ts';

/** What a person asked for with `/brag`. A keyword acts only when it is the whole text (PRODUCT.md, "/brag"). */
export type BragRequest =
  | { kind: 'composer' }
  | { kind: 'help' }
  | { kind: 'reserved'; keyword: string }
  | { kind: 'win'; text: string };

/** Keywords with a meaning in PRODUCT.md that this version does not have yet: never posted as wins. */
const reserved =
  /^(?:mine|top(?: (?:week|month|quarter|year|all))?|digest(?: (?:last|\d{4}-W\d{2}))?|challenge(?: start)?|idea|plan|recover|lesson|ask|settings|privacy(?: (?:export|delete))?)$/i;

export const parseBragCommand = (text: string): BragRequest => {
  const folded = foldedText(text);
  if (text === '') return { kind: 'composer' };
  if (/^help$/i.test(folded)) return { kind: 'help' };
  if (reserved.test(folded)) return { kind: 'reserved', keyword: folded };
  return { kind: 'win', text };
};
