import { type MineDeps, readMine } from '../../operations/mine/read-mine.ts';
import { mineMessage } from '../../views/mine/mine.ts';
import type { BragKeyword, CommandArgs } from '../brag-keyword.ts';
import { answerPrivately } from '../ephemeral.ts';

const answerMine = async (deps: MineDeps, { ack, respond, command }: CommandArgs): Promise<void> => {
  await ack();
  const mine = await readMine(deps, { userId: command.user_id, before: undefined, isOnHome: false });
  await answerPrivately(respond, mineMessage(mine));
};

/** `/brag mine`: one's own wins, seen by nobody else. */
export const mineKeyword: BragKeyword = {
  pattern: /^mine$/i,
  usage: () => '`/brag mine`: your wins, to you alone, and as files *for my review*.',
  answer: answerMine,
};
