import type { AllMiddlewareArgs, SlackShortcut, SlackShortcutMiddlewareArgs } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import pTimeout from 'p-timeout';
import type { Deps } from '../../deps.ts';
import { noDetails } from '../../domain/win.ts';
import type { Workspace } from '../../domain/workspace.ts';
import type { Place } from '../../models/win-schema.ts';
import type { WithFiles } from '../../operations/nomination/original.ts';
import { type Opening, openMessage, type PutOnWallDeps } from '../../operations/nomination/put-on-wall.ts';
import { messageModal } from '../../views/message.ts';
import { copyNotice, emptyNotice, type WhyNotCopied } from '../../views/nomination-original.ts';
import { type WinForm, winForm } from '../../views/win/win-form.ts';
import { principleNamesInTime } from '../decided-in-time.ts';
import { answerPrivately } from '../ephemeral.ts';
import { openForm } from '../open-form.ts';
import { type AnswerMadeDeps, answerMade } from './answer-made.ts';
import { putOnWallMetadata, putOnWallTitle } from './put-on-wall-form.ts';

type Args = AllMiddlewareArgs & SlackShortcutMiddlewareArgs<SlackShortcut>;
/** A message, as the request shows it. */
interface Chosen {
  place: Place;
  shown: WithFiles;
}

type ShortcutDeps = PutOnWallDeps & AnswerMadeDeps & Pick<Deps, 'clock' | 'installation' | 'logger'>;

/** The form has to open within three seconds of the choice. */
const lookLimitMs = 1_500;

type Found = Exclude<Opening, { kind: 'own-words' }> | { kind: 'own-words'; why: WhyNotCopied };

/** What cannot be found out in time is taken for private. */
const lookInTime = async (deps: ShortcutDeps, chosen: Chosen): Promise<Found> => {
  const unsure: Found = { kind: 'own-words', why: 'unsure' };
  try {
    const looking: Promise<Found> = openMessage(deps, chosen.place, chosen.shown, deps.clock.now());
    return await pTimeout(looking, { milliseconds: lookLimitMs, fallback: () => unsure });
  } catch (error) {
    deps.logger.warn({ feature: 'nomination', err: error }, 'nobody could say what message this is');
    return unsure;
  }
};

const formFor = (
  found: Exclude<Found, { kind: 'made-already' }>,
  botUserId: string,
  principleNames: Workspace['principleNames'],
): ModalView => {
  const empty: WinForm = {
    kind: 'message',
    principleNames,
    metadata: putOnWallMetadata.write({}),
    typed: '',
    userIds: [],
    customerData: [],
    ...noDetails,
  };
  if (found.kind === 'own-words') return winForm({ ...empty, notice: emptyNotice(found.why, botUserId) });
  const { original, typed, writerId, isMasked } = found;
  const notice = copyNotice({ channelId: original.channelId, hasWords: typed !== '', isMasked });
  const metadata = putOnWallMetadata.write({ original });
  return winForm({ ...empty, metadata, typed, userIds: [writerId], notice });
};

const viewFor = async (deps: ShortcutDeps, chosen: Chosen, userId: string): Promise<ModalView> => {
  const found = await lookInTime(deps, chosen);
  return found.kind === 'made-already'
    ? messageModal(putOnWallTitle, await answerMade(deps, found.win, userId, chosen.place))
    : formFor(found, deps.installation.botUserId, await principleNamesInTime(deps));
};

/**
 * Put on the wall, in the menu of any message. Whether the message may be copied, and what it says, is for Slack to say:
 * of the request only its place is used, and whether it shows a picture.
 */
export const createPutOnWallShortcut =
  (deps: ShortcutDeps) =>
  async ({ ack, client, shortcut, respond }: Args): Promise<void> => {
    await ack();
    if (shortcut.type !== 'message_action') return;
    const place = { channelId: shortcut.channel.id, ts: shortcut.message_ts };
    const files: WithFiles['files'] = shortcut.message.files;
    const view = await viewFor(deps, { place, shown: { files } }, shortcut.user.id);
    const doubt = await openForm(client, shortcut.trigger_id, view);
    if (doubt) await answerPrivately(respond, doubt);
  };
