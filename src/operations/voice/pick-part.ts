import { notePartKey } from '../../domain/note-part-key.ts';
import { askableSince, whyNotAsk } from '../../domain/voice-ask.ts';
import { firstWordsOf } from '../../domain/win.ts';
import { pickedAsked, pickedBefore, pickedPart } from '../../views/voice/pick-part.ts';
import { type DeliveryDeps, type NotNow, send, skip } from '../delivery/delivery-row.ts';
import type { NoteRow } from '../note/note-row.ts';
import { saidInWin } from '../win/said-in-win.ts';
import { type AboutWin, winOf } from '../win/win-delivery.ts';

/** Has whoever told a win hear that the bot picked it, once it is on the wall. Can be repeated. */
export const tellOfPick = async (
  deps: Pick<DeliveryDeps, 'store' | 'clock'>,
  about: AboutWin,
): Promise<void> => {
  const win = await winOf(deps, about);
  if (!win?.isPicked) return;
  const part = { key: notePartKey['voice-pick'](win._id), userId: win.authorId, winId: win._id };
  await deps.store.noteParts.planAgain({ ...part, kind: 'voice-pick' }, deps.clock.now());
};

const notNow: NotNow = { kind: 'wait', why: 'the win is being looked at, or is not on the wall' };

const compose: NoteRow['compose'] = async (deps, part) => {
  const { store, people, clock, publicUrl } = deps;
  const win = await winOf(deps, part);
  if (!win || publicUrl === undefined || win.postedAt < askableSince(clock.now()))
    return skip('its customer cannot be asked any more');
  const [voice, person, { voicePickEvery: every }] = await Promise.all([
    store.voices.find(win._id),
    people.find(part.userId),
    deps.workspace(),
  ]);
  if (voice || every === undefined) return skip('somebody asked already, or the bot picks no more');
  const refusal = whyNotAsk(win, { userId: part.userId, person, every, voice });
  if (refusal?.kind === 'looked-at' || refusal?.kind === 'not-on-wall') return notNow;
  if (refusal) return skip('it is not theirs to ask');
  return send(pickedPart(win._id, firstWordsOf(saidInWin(win)), every));
};

/** Told to whoever told a win that the bot picked: its customer is to be asked. */
export const voicePickPart: NoteRow = {
  topic: 'own-wins',
  compose,
  async show(deps, part) {
    const composed = await compose(deps, part);
    if (composed.kind === 'send') return composed.message;
    const win = await winOf(deps, part);
    const voice = win && (await deps.store.voices.find(win._id));
    return win && voice
      ? pickedAsked(firstWordsOf(saidInWin(win)), voice.askedBy, part.userId)
      : pickedBefore;
  },
};
