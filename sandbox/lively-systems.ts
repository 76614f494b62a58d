import {
  cardFor,
  closeForms,
  dayAfter,
  finish,
  type Hands,
  lesson,
  modal,
  press,
  pressOnHome,
  reads,
  settle,
  submit,
  told,
  type,
} from './lively-hands.ts';

/** Something that is done besides telling wins. */
export type Deed = (hands: Hands) => Promise<void>;

export const anHourLater: Deed = async ({ act }) => {
  await settle(act);
  await act('clock', { by: 3_600_000 });
};

/** Adds an idea of their own to the little extras. */
export const addExtra =
  (user: string, text: string, minutes: string): Deed =>
  async (hands) => {
    await type(hands, user, 'idea');
    await press(hands, user, told, 'idea.add');
    const given = { idea_text: text, idea_minutes: minutes, idea_channels: ['counter'] };
    await finish(hands, user, 'idea.add', given);
  };

const asWin = (note: string) => ({ plan_note: note, plan_win: ['win'] });

/** Takes a little extra of the team's own, and does it the same day: with a win, or without words. */
export const giveExtra =
  (user: string, words: string, win?: string): Deed =>
  async (hands) => {
    await type(hands, user, 'idea');
    await press(hands, user, told, 'idea.list');
    await press(hands, user, modal, 'plan.try', words);
    await reads(hands, user, 'Your plan for');
    await closeForms(hands, user);
    await pressOnHome(hands, user, 'plan.done', 'a customer');
    await finish(hands, user, 'plan.done', win === undefined ? {} : asWin(win));
  };

interface Treat {
  alias: string;
  clue: string;
  treat: string;
  inDays: number;
  isShared?: boolean;
}

export const plan =
  (user: string, { alias, clue, treat: words, inDays, isShared = false }: Treat): Deed =>
  async (hands) => {
    await type(hands, user, 'plan');
    await finish(hands, user, 'plan.save', {
      plan_customer: alias,
      plan_clue: clue,
      plan_rung: 'smiler',
      'plan_treat:0': words,
      plan_day: dayAfter(hands, inDays),
      ...(isShared && { plan_share: ['share'] }),
    });
  };

export const movePlan =
  (user: string, alias: string, inDays: number): Deed =>
  async (hands) => {
    await pressOnHome(hands, user, 'plan.move', alias);
    await finish(hands, user, 'plan.move', { plan_day: dayAfter(hands, inDays) });
  };

export const treat =
  (user: string, alias: string, win: string): Deed =>
  async (hands) => {
    await pressOnHome(hands, user, 'plan.done', alias);
    await finish(hands, user, 'plan.done', { ...asWin(win), plan_rung: 'hugger' });
  };

/** Two weeks later: they came back. */
export const seeAgain =
  (user: string, alias: string): Deed =>
  async (hands) => {
    await pressOnHome(hands, user, 'plan.later', alias);
    await finish(hands, user, 'plan.later', { plan_stand: 'up', plan_evidence: ['returned'] });
  };

interface Wrong {
  helper: string;
  problem: string;
  what: string;
  alias: string;
  knows: 'yes' | 'no';
}

export const recover =
  (owner: string, { helper, problem, what, alias, knows }: Wrong): Deed =>
  async (hands) => {
    await type(hands, owner, 'recover');
    await finish(hands, owner, 'recovery.open', {
      recovery_problem: problem,
      recovery_what: what,
      recovery_customer: alias,
      recovery_severity: 'hurt',
      recovery_knows: knows,
      recovery_owner: [owner],
      recovery_helpers: [helper],
    });
  };

/** Ticks steps of what they make right for a customer. */
export const tick =
  (user: string, alias: string, ...steps: string[]): Deed =>
  async (hands) => {
    for (const step of steps) await press(hands, user, cardFor(alias), 'recovery.tick', `:${step}"`);
  };

/** All is right again: closes it, and tells it as a story. */
export const endWell =
  (
    owner: string,
    alias: string,
    { cause, change, story }: Record<'cause' | 'change' | 'story', string>,
  ): Deed =>
  async (hands) => {
    await press(hands, owner, cardFor(alias), 'recovery.yes');
    await finish(hands, owner, 'recovery.close', { recovery_cause: cause, recovery_change: change });
    await press(hands, owner, cardFor(alias), 'recovery.story');
    await finish(hands, owner, 'recovery.story', { recovery_story: story });
  };

type LessonWords = Record<
  'story' | 'feeling' | 'would_help' | 'us_too' | 'verb' | 'change' | 'theme',
  string
>;

/** Tells a lesson on the wall, and others say that we do that too. */
export const learn =
  (author: string, words: LessonWords, ...others: string[]): Deed =>
  async (hands) => {
    await type(hands, author, 'lesson');
    const given = Object.entries(words).map(([block, value]) => [`lesson_${block}`, value]);
    await submit(hands, author, 'lesson.save', Object.fromEntries(given));
    await press(hands, author, modal, 'lesson.share');
    await reads(hands, author, 'Shared, thank you');
    await closeForms(hands, author);
    for (const user of others) await press(hands, user, lesson(words.change), 'lesson.agree');
  };

export const takeOn =
  (user: string, change: string, inDays: number): Deed =>
  async (hands) => {
    await press(hands, user, lesson(change), 'lesson.take');
    await finish(hands, user, 'lesson.take', { lesson_day: dayAfter(hands, inDays) });
  };

export const makeChange =
  (user: string, changed: string): Deed =>
  async (hands) => {
    await pressOnHome(hands, user, 'lesson.done');
    await finish(hands, user, 'lesson.done', { lesson_changed: changed });
  };
