import type { Deps } from '../../deps.ts';
import { boardPeriodIn } from '../../domain/board.ts';
import { type BoardDeps, readBoard } from '../../operations/board/read-board.ts';
import { boardMessage } from '../../views/board/board.ts';
import type { BragKeyword } from '../brag-keyword.ts';
import { answerPrivately } from '../ephemeral.ts';

/** What somebody sees who asks for the board; whom it lists for them is decided where it is read. */
export const boardFor = async (
  deps: BoardDeps & Pick<Deps, 'clock'>,
  typed: string | undefined,
  userId: string,
) => boardMessage(await readBoard(deps, boardPeriodIn(typed), userId, deps.clock.now()));

/** `/brag top`, and `/brag top week|month|quarter|year|all`. */
export const topKeyword: BragKeyword = {
  pattern: /^top(?: (?:this |of )?(week|month|quarter|year|all)(?: time)?)?$/i,
  usage: ({ isTeamMode, hasBoards }) =>
    isTeamMode || !hasBoards
      ? '`/brag top`: what the team did this month; also `week`, `quarter`, `year` and `all`.'
      : '`/brag top`: who was seen most this month, and who noticed others most; also `week`, `quarter`, `year` and `all`.',
  async answer(deps, { ack, respond, command }, typed) {
    await ack();
    await answerPrivately(respond, await boardFor(deps, typed, command.user_id));
  },
};
