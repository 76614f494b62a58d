import { addDays, dayOf, instantOf, isWeekend } from '../../src/domain/calendar.ts';
import type { TestBot, TestTeam } from './bot.ts';

type Team = Pick<TestTeam, 'deps'>;

/** Sends the notes that are due now. */
export const sendNotes = async (bot: Pick<TestBot, 'now' | 'shared'>, { deps }: Team): Promise<void> => {
  await deps.outbox.deliverDue();
  await deps.planNotes(bot.now());
  await deps.outbox.deliverDue();
  await bot.shared.background.drain(5_000);
};

/** Goes on to 09:00 in London of the next weekday, and sends the notes of that morning. */
export const nextNotes = async (
  bot: Pick<TestBot, 'now' | 'setNow' | 'shared'>,
  team: Team,
): Promise<void> => {
  const zone = 'Europe/London';
  await sendNotes(bot, team);
  let day = addDays(dayOf(bot.now(), zone), 1);
  while (isWeekend(day)) day = addDays(day, 1);
  bot.setNow(instantOf(day, '09:00', zone));
  await sendNotes(bot, team);
};
