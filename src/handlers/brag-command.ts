import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../deps.ts';
import { type BragRequest, parseBragCommand } from '../domain/brag-command.ts';
import { parseSlackText, plainText } from '../domain/slack-text.ts';
import { noDetails } from '../domain/win.ts';
import { postWin } from '../operations/win/post-win.ts';
import { help } from '../views/help.ts';
import { paragraph } from '../views/message.ts';
import { refusals, textReturned } from '../views/win/win-answer.ts';
import { winForm } from '../views/win/win-form.ts';
import { answerChallenge, answerChallengeStart } from './challenge/challenge-command.ts';
import { answerDigest } from './digest/digest-command.ts';
import { answerPrivately } from './ephemeral.ts';
import { storedInTime } from './stored-in-time.ts';
import { answerToAuthor } from './win/answer-author.ts';
import { composeMetadata } from './win/win-form-values.ts';

type Args = AllMiddlewareArgs & SlackCommandMiddlewareArgs;
type Of<K extends BragRequest['kind']> = Extract<BragRequest, { kind: K }>;
type BragDeps = Pick<
  Deps,
  'clock' | 'models' | 'installation' | 'people' | 'slack' | 'outbox' | 'background' | 'logger' | 'packs'
>;

const openComposer = async ({ ack, client, command }: Args): Promise<void> => {
  await ack();
  const metadata = composeMetadata.write({ responseUrl: command.response_url });
  const form = { kind: 'compose', metadata, typed: '', userIds: [], customerData: [], ...noDetails } as const;
  await client.views.open({ trigger_id: command.trigger_id, view: winForm(form) });
};

const answerHelp = async ({ models, installation }: BragDeps, { ack, respond }: Args): Promise<void> => {
  await ack();
  await answerPrivately(respond, help(await models.workspaces.wallChannelId(installation.teamId)));
};

/** The win is stored before the command is acknowledged, so that whoever reads the answer can rely on it. */
const answerWin = async (deps: BragDeps, { ack, respond, command }: Args, { text }: Of<'win'>) => {
  const work = postWin(deps, { authorId: command.user_id, text, source: 'command' }, deps.clock.now());
  const stored = await storedInTime(deps, 'win', work);
  const typed = plainText(parseSlackText(text), () => undefined);
  await (stored.kind === 'stored'
    ? ack()
    : ack({ response_type: 'ephemeral', ...textReturned(refusals.databaseSilent, typed) }));
  // A database that was silent may still take it: then the author hears where it is, and can undo it.
  const outcome = await stored.atLast;
  if (outcome) await answerPrivately(respond, await answerToAuthor(deps, outcome));
};

/** `/brag`: a win, or one of the keywords (domain/brag-command.ts). */
export const createBragCommand = (deps: BragDeps) => async (args: Args) => {
  const request = parseBragCommand(args.command.text);
  switch (request.kind) {
    case 'composer':
      return openComposer(args);
    case 'help':
      return answerHelp(deps, args);
    case 'digest':
      return answerDigest(deps, args, request.week);
    case 'challenge':
      return answerChallenge(deps, args);
    case 'challenge-start':
      return answerChallengeStart(deps, args);
    case 'reserved':
      return args.ack({ response_type: 'ephemeral', ...paragraph(refusals.reserved(request.keyword)) });
    case 'win':
      return answerWin(deps, args, request);
  }
};
