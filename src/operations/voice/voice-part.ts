import { deliveryKey } from '../../domain/delivery-key.ts';
import { maySeeRecovery } from '../../domain/recovery.ts';
import { isHappy, isQuickAnswer } from '../../domain/voice.ts';
import { answeredAfterSeconds, mayBeTold, voiceWords } from '../../domain/voice-follow.ts';
import type { NotePart } from '../../models/note-part.ts';
import type { Recovery } from '../../models/recovery.ts';
import type { Voice } from '../../models/voice.ts';
import type { Win } from '../../models/win-schema.ts';
import {
  voiceBetter,
  voiceGone,
  voiceHappy,
  voiceOfTeam,
  voiceUnhappy,
} from '../../views/voice/voice-news.ts';
import { type Composed, type DeliveryDeps, send, skip } from '../delivery/delivery-row.ts';
import type { NoteRow } from '../note/note-row.ts';
import { readerOf } from '../recovery/recovery-access.ts';
import { glimpseOf } from '../win/win-sight.ts';
import { managesWorkspace } from '../workspace/manager.ts';

interface Answered {
  voice: Voice;
  win: Win;
}

const answeredIn = async (
  { store }: DeliveryDeps,
  { winId }: Pick<NotePart, 'winId'>,
): Promise<Answered | undefined> => {
  const [voice, win] = winId ? await Promise.all([store.voices.find(winId), store.wins.find(winId)]) : [];
  return voice?.answer && win ? { voice, win } : undefined;
};

/** By which its reader knows again what the customer was asked about. */
const momentOf = async (deps: DeliveryDeps, { voice, win }: Answered, userId: string) => {
  const { zone } = await deps.workspace();
  const glimpse = await glimpseOf(deps, win.withdrawn?.at ? undefined : win, userId);
  return {
    winId: win._id,
    moment: voice.moment ?? undefined,
    customerAlias: voice.customerAlias ?? win.customerAlias ?? undefined,
    words: voiceWords(voice, zone),
    link: glimpse?.link,
  };
};

const isForManager = ({ kind }: Pick<NotePart, 'kind'>): boolean => kind === 'voice-unhappy-team';

const happyFor = async (deps: DeliveryDeps, answered: Answered, part: Pick<NotePart, 'userId' | 'kind'>) => {
  const { voice, win } = answered;
  const { answer } = voice;
  if (!answer || answer === 'not-really') return undefined;
  const moment = await momentOf(deps, answered, part.userId);
  if (isForManager(part) && !mayBeTold(voice)) return voiceBetter(moment);
  const isShown = Boolean(win.wall) && !win.withdrawn?.at && !win.folded;
  return voiceHappy({ ...moment, answer, isTold: mayBeTold(voice), isShown });
};

/** What is made right because of it: whether its reader may see that. */
const recoveryFor = async (deps: DeliveryDeps, recovery: Recovery, userId: string) => ({
  recoveryId: recovery._id,
  state: recovery.state,
  isTheirs: [recovery.ownerId, ...recovery.helperIds].includes(userId),
  maySee: maySeeRecovery(recovery, await readerOf(deps, recovery, userId)),
});

const unhappyFor = async (
  deps: DeliveryDeps,
  answered: Answered,
  part: Pick<NotePart, 'userId' | 'kind'>,
) => {
  const { voice } = answered;
  const { userId } = part;
  const recovery = await deps.store.recoveries.ofOrigin(voice._id);
  return voiceUnhappy({
    ...(await momentOf(deps, answered, userId)),
    isForManager: isForManager(part),
    quickSeconds: isForManager(part) && isQuickAnswer(voice) ? answeredAfterSeconds(voice) : undefined,
    recovery: recovery ? await recoveryFor(deps, recovery, userId) : undefined,
  });
};

/** In its place once it was told: what the customer says by now, whatever that is. */
const showNow: NoteRow['show'] = async (deps, part) => {
  const answered = await answeredIn(deps, part);
  if (!answered) return voiceGone;
  // Who leads the team may be others by now.
  if (isForManager(part) && !(await managesWorkspace(deps, part.userId))) return voiceOfTeam;
  return (await happyFor(deps, answered, part)) ?? unhappyFor(deps, answered, part);
};

/** That a customer was helped, to whoever asked and the author, where it is not said in the thread of the win. */
export const voicePart: NoteRow = {
  topic: 'own-wins',
  async compose(deps, part): Promise<Composed> {
    const answered = await answeredIn(deps, part);
    const message = answered && (await happyFor(deps, answered, part));
    if (!answered || !message) return skip('the customer says something else by now');
    const delivery = await deps.store.deliveries.find(deliveryKey.voice(answered.voice._id));
    if (delivery?.state === 'sent' || delivery?.state === 'unknown')
      return skip('it is said in the thread of the win');
    // Whoever sends it has a lease, and what is skipped or fails comes here.
    return delivery?.dueAt ? { kind: 'wait', why: 'it is being said in the thread' } : send(message);
  },
  show: showNow,
};

const unhappyPart = (about: Pick<NoteRow, 'topic' | 'isPressing'>): NoteRow => ({
  ...about,
  async compose(deps, part) {
    const answered = await answeredIn(deps, part);
    if (!answered?.voice.answer || isHappy(answered.voice.answer))
      return skip('the customer says something else by now');
    return send(await unhappyFor(deps, answered, part));
  },
  show: showNow,
});

/** That a customer was not helped: to whoever asked and the author, and to those who lead the team. */
export const voiceUnhappyPart = unhappyPart({ topic: 'own-wins', isPressing: true });
export const voiceUnhappyTeamPart = unhappyPart({ topic: 'team' });
