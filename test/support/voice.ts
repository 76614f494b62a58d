import { voiceLimits } from '../../src/domain/voice.ts';
import { followVoices } from '../../src/operations/voice/follow-voices.ts';
import type { TestBot, TestTeam } from './bot.ts';
import { sendNotes } from './note.ts';
import { winsOf } from './win.ts';

let links = 0;

/** A win of Jo's whose customer was asked about it by `askedBy`, and what comes by the link. */
export const askAbout = async (
  bot: TestBot,
  team: TestTeam,
  {
    win: posted = '<@USAM> carried the piano upstairs',
    askedBy = 'UJO',
    moment = 'the piano',
    alias = 'Mrs Lee',
    pick = 'staff',
  }: { win?: string; askedBy?: string; moment?: string; alias?: string; pick?: 'staff' | 'bot' } = {},
) => {
  links += 1;
  await team.command('UJO', posted);
  const words = posted.split('> ').at(-1) ?? posted;
  const win = (await winsOf(team)).find(({ text }) => text.endsWith(words));
  if (!win) throw new Error('the win was not stored');
  const winId = win._id;
  const tokenHash = `link-${links}`;
  const asked = { winId, askedBy, tokenHash, moment: moment.slice(0, voiceLimits.moment), pick } as const;
  await team.store.voices.ask({ ...asked, customerAlias: alias }, bot.now());
  return {
    winId,
    tokenHash,
    /** What the customer does; what follows is seen to as their page does it. */
    answer: async (answer: 'not-really' | 'helped' | 'made-my-day') => {
      await bot.models.voices.answer(tokenHash, { answer, language: 'en' }, bot.now());
      await followVoices(team.deps, bot.now());
      await bot.shared.background.drain(5_000);
    },
    say: async (words: string, mayShow: boolean) => {
      await bot.models.voices.say(tokenHash, { words, mayShow }, bot.now());
      await followVoices(team.deps, bot.now());
      await bot.shared.background.drain(5_000);
    },
    win: async () => {
      const found = await team.store.wins.find(winId);
      if (!found) throw new Error('the win is gone');
      return found;
    },
  };
};

/** So many minutes later, after the job and what it has sent. */
export const minutesLater = async (bot: TestBot, team: TestTeam, minutes: number): Promise<void> => {
  bot.setNow(new Date(bot.now().getTime() + minutes * 60_000));
  await followVoices(team.deps, bot.now());
  await sendNotes(bot, team);
};
