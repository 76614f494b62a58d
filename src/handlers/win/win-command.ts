import type { Deps } from '../../deps.ts';
import { channelsAsTyped } from '../../domain/channel-reference.ts';
import { parseSlackText, plainText } from '../../domain/slack-text.ts';
import { type PostWinDeps, postWin } from '../../operations/win/post-win.ts';
import { noLastWin } from '../../views/near-keyword.ts';
import { unstoredText } from '../../views/unstored.ts';
import { textReturned } from '../../views/win/win-answer.ts';
import { emptyComposer } from '../../views/win/win-form.ts';
import type { CommandArgs } from '../brag-keyword.ts';
import { principleNamesInTime } from '../decided-in-time.ts';
import { answerPrivately } from '../ephemeral.ts';
import { openForm } from '../open-form.ts';
import { storedInTime } from '../stored-in-time.ts';
import { type AnswerAuthorDeps, answerAboutWin, answerToAuthor } from './answer-author.ts';
import { composeMetadata } from './win-form-values.ts';

type WinDeps = PostWinDeps & AnswerAuthorDeps & Pick<Deps, 'clock'>;

/** `/brag` alone: the composer. */
export const openComposer = async (
  deps: Pick<Deps, 'workspace'>,
  { ack, client, command, respond }: CommandArgs,
): Promise<void> => {
  await ack();
  const metadata = composeMetadata.write({ responseUrl: command.response_url });
  const form = emptyComposer(metadata, await principleNamesInTime(deps));
  const doubt = await openForm(client, command.trigger_id, form);
  if (doubt) await answerPrivately(respond, doubt);
};

/** What somebody means who types `undo`: their last win, with what can be done about it. */
export const answerLastWin = async (deps: WinDeps, { ack, respond, command }: CommandArgs): Promise<void> => {
  await ack();
  const win = await deps.store.wins.lastBy(command.user_id);
  await answerPrivately(respond, win ? await answerAboutWin(deps, win._id, command.user_id) : noLastWin);
};

/** A text as its author is given it back. */
export const asTyped = (text: string): string =>
  plainText(parseSlackText(channelsAsTyped(text)), () => undefined);

/** Any other text. The win is stored before the command is acknowledged, so that whoever reads the answer can rely on it. */
export const answerWin = async (deps: WinDeps, { ack, respond, command }: CommandArgs): Promise<void> => {
  const { text } = command;
  const work = postWin(deps, { authorId: command.user_id, text, source: 'command' }, deps.clock.now());
  const stored = await storedInTime(deps, 'win', work);
  await (stored.kind === 'stored'
    ? ack()
    : ack({ response_type: 'ephemeral', ...textReturned(unstoredText[stored.kind], asTyped(text)) }));
  // A database that was silent may still take it: then the author hears where it is, and can undo it.
  const outcome = await stored.atLast;
  if (outcome) await answerPrivately(respond, await answerToAuthor(deps, outcome, command.user_id));
};
