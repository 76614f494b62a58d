import { ideaTitle } from './idea/idea.ts';
import { lessonTitle } from './lesson/lesson-words.ts';
import { planTitle } from './plan/plan-words.ts';
import { recoveryTitle } from './recovery/recovery-words.ts';
import { askTitle } from './voice/ask-words.ts';

/** By what comes before the dot in the ids of a system's buttons. */
const titles = new Map([
  ['idea', ideaTitle],
  ['plan', planTitle],
  ['recovery', recoveryTitle],
  ['lesson', lessonTitle],
  ['voice', askTitle],
]);

/** What stands above the answer to a button that is on Home: its system's title, or the bot's own name. */
export const titleOfAct = (actionId: string | undefined): string =>
  titles.get(actionId?.split('.')[0] ?? '') ?? 'Brag Wall';
