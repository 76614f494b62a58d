import type { Deps } from '../../deps.ts';
import { openWeek } from '../../domain/workspace.ts';
import type { ChallengeDeps } from '../../operations/challenge/challenge.ts';
import { currentProgressMessage } from '../../operations/challenge/challenge-message.ts';
import { digestViewOf } from '../../operations/digest/digest-view.ts';
import { type ReadDigestDeps, readDigest } from '../../operations/digest/read-digest.ts';
import { type MineDeps, readMine } from '../../operations/mine/read-mine.ts';
import { challengeTitle } from '../../views/challenge/challenge-words.ts';
import { digestMessage } from '../../views/digest/digest.ts';
import { digestRefused } from '../../views/digest/digest-refusal.ts';
import { type Message, messageModal } from '../../views/message.ts';
import { mineMessage, mineTitle } from '../../views/mine/mine.ts';
import { emptyComposer } from '../../views/win/win-form.ts';
import { helpFor } from '../brag-command.ts';
import { principleNamesInTime } from '../decided-in-time.ts';
import { managersEdition } from '../digest/managers-edition.ts';
import { answerPrivately } from '../ephemeral.ts';
import { openForm } from '../open-form.ts';
import { composeMetadata } from '../win/win-form-values.ts';
import { type HomeArgs, openPage } from './home-page.ts';

/** Brag, on Home and below the answer to a message. */
export const createHomeBragAction =
  (deps: Pick<Deps, 'workspace'>) =>
  async ({ ack, body, client, respond }: HomeArgs): Promise<void> => {
    await ack();
    const metadata = composeMetadata.write({
      responseUrl: body.response_url,
      isOnHome: body.response_url === undefined,
    });
    const form = emptyComposer(metadata, await principleNamesInTime(deps));
    const doubt = await openForm(client, body, form);
    if (doubt) await answerPrivately(respond, doubt);
  };

/** Help, in the same two places. */
export const createHomeHelpAction =
  (deps: Pick<Deps, 'workspace'>) =>
  async ({ ack, body, client, respond }: HomeArgs): Promise<void> => {
    await ack();
    const doubt = await openForm(client, body, messageModal('Help', await helpFor(deps)));
    if (doubt) await answerPrivately(respond, doubt);
  };

/** My wins, on Home: what `/brag mine` shows. */
export const createHomeMineAction =
  (deps: MineDeps) =>
  async ({ ack, body, client }: HomeArgs): Promise<void> => {
    await ack();
    const request = { userId: body.user.id, before: undefined, isOnHome: true };
    await openPage(
      { body, client },
      {
        title: mineTitle,
        moment: 'One moment, I am looking through your wins.',
        read: async () => mineMessage(await readMine(deps, request)),
      },
    );
  };

type DigestDeps = ReadDigestDeps & Pick<Deps, 'installation' | 'clock'>;

/** This week for managers, on Home. */
export const createHomeManagersAction =
  (deps: DigestDeps) =>
  async ({ ack, body, client }: HomeArgs): Promise<void> => {
    await ack();
    await openPage(
      { body, client },
      {
        title: 'This week for managers',
        moment: 'One moment, I am looking at everybody in the channel of the wall.',
        read: async () =>
          managersEdition(deps, openWeek(deps.clock.now(), await deps.workspace()), body.user.id),
      },
    );
  };

/** The week as `/brag digest` tells it. Without the chart, which Slack may not take in a modal: the numbers are in words. */
const digestBlocks = async (deps: DigestDeps, userId: string): Promise<Pick<Message, 'blocks'>> => {
  const reading = await readDigest(deps, '', userId, deps.clock.now());
  if (reading.kind !== 'so-far' && reading.kind !== 'closed') return digestRefused(reading);
  return { blocks: digestMessage(await digestViewOf(deps, reading, reading.kind)).fallbackBlocks };
};

/** This week so far, on Home. Who may read what of it is decided where it is read. */
export const createHomeDigestAction =
  (deps: DigestDeps) =>
  async ({ ack, body, client }: HomeArgs): Promise<void> => {
    await ack();
    await openPage(
      { body, client },
      {
        title: 'This week so far',
        moment: 'One moment, I am reading the wall.',
        read: () => digestBlocks(deps, body.user.id),
      },
    );
  };

/** Challenge, on Home: what `/brag challenge` shows. */
export const createHomeChallengeAction =
  (deps: ChallengeDeps & Pick<Deps, 'clock'>) =>
  async ({ ack, body, client }: HomeArgs): Promise<void> => {
    await ack();
    await openPage(
      { body, client },
      {
        title: challengeTitle,
        moment: 'One moment, I am looking how it goes.',
        read: () => currentProgressMessage(deps, body.user.id, deps.clock.now()),
      },
    );
  };
