import type { SectionBlock } from '@slack/types';
import type { CreditReport } from '../../domain/credit-report.ts';
import { escapeName } from '../../domain/slack-text.ts';
import type { WinGap } from '../../domain/win-tip.ts';
import { button, section } from '../blocks.ts';
import { actionIds } from '../ids.ts';
import { listed, listedBriefly } from '../words.ts';

const mostNames = 3;

const partsOf = (gaps: readonly WinGap[], { isAuthorCredited, names }: CreditReport): string[] => {
  const whom = listedBriefly([...(isAuthorCredited ? ['you'] : []), ...names.map(escapeName)], mostNames);
  const words: Record<WinGap, string> = {
    what: `what did ${whom} do`,
    'for-whom': 'who was it for',
    'how-left': gaps.includes('for-whom') ? 'how did they leave' : 'how did the customer leave',
  };
  return gaps.map((gap) => words[gap]);
};

/** The one question about a win that says little. */
export const winQuestion = (gaps: readonly WinGap[], credit: CreditReport): string => {
  const asked = listed(partsOf(gaps, credit));
  return `:pencil2: ${asked.charAt(0).toUpperCase()}${asked.slice(1)}? That makes it a story. I ask once a win; *What I get* (\`/brag settings\`) turns it off.`;
};

export const winQuestionBlock = (question: string, winId: string): SectionBlock => ({
  ...section(question),
  accessory: button(actionIds.winAdd, 'Add', { value: winId, spoken: 'Add what is missing' }),
});
