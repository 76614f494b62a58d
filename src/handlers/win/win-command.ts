import type { Deps } from '../../deps.ts';
import { parseSlackText, plainText } from '../../domain/slack-text.ts';
import { noDetails } from '../../domain/win.ts';
import { DatabaseTimeoutError } from '../../errors.ts';
import { databaseLimitMs, withDeadline } from '../../operations/deadline.ts';
import { type PostWinDeps, postWin } from '../../operations/win/post-win.ts';
import { refusals, textReturned } from '../../views/win/win-answer.ts';
import { winForm } from '../../views/win/win-form.ts';
import type { CommandArgs } from '../brag-keyword.ts';
import { answerPrivately } from '../ephemeral.ts';
import { type AnswerAuthorDeps, answerToAuthor } from './answer-author.ts';

type WinDeps = PostWinDeps & AnswerAuthorDeps & Pick<Deps, 'clock' | 'logger'>;

/** `/brag` alone: the composer. */
export const openComposer = async ({ ack, client, command }: CommandArgs): Promise<void> => {
  await ack();
  const metadata = JSON.stringify({ responseUrl: command.response_url });
  const form = { kind: 'compose', metadata, typed: '', userIds: [], customerData: [], ...noDetails } as const;
  await client.views.open({ trigger_id: command.trigger_id, view: winForm(form) });
};

/** Any other text. The win is stored before the command is acknowledged, so that whoever reads the answer can rely on it. */
export const answerWin = async (deps: WinDeps, { ack, respond, command }: CommandArgs): Promise<void> => {
  const { text } = command;
  const work = postWin(deps, { authorId: command.user_id, text, source: 'command' }, deps.clock.now());
  try {
    await withDeadline(work, databaseLimitMs);
  } catch (error) {
    deps.logger.error({ feature: 'win', err: error }, 'a win could not be stored in time');
    const typed = plainText(parseSlackText(text), () => undefined);
    await ack({ response_type: 'ephemeral', ...textReturned(refusals.databaseSilent, typed) });
    if (!(error instanceof DatabaseTimeoutError)) return;
    // The database may still take it: then the author hears where it is, and can undo it.
    const outcome = await work.catch(() => undefined);
    if (outcome) await answerPrivately(respond, await answerToAuthor(deps, outcome));
    return;
  }
  await ack();
  await answerPrivately(respond, await answerToAuthor(deps, await work));
};
