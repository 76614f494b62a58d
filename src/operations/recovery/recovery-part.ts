import { type CalendarDay, dayInWords, dayOf } from '../../domain/calendar.ts';
import { isWorkedOn, maySeeRecovery } from '../../domain/recovery.ts';
import type { NotePart } from '../../models/note-part.ts';
import type { Recovery } from '../../models/recovery.ts';
import type { Message } from '../../views/message.ts';
import {
  recoveryGone,
  recoveryLeft,
  recoveryOwnedAgain,
  recoveryOwnerless,
  recoveryToday,
  recoveryTodayOver,
} from '../../views/recovery/recovery-card.ts';
import { momentShort } from '../../views/recovery/recovery-words.ts';
import { type DeliveryDeps, send, skip } from '../delivery/delivery-row.ts';
import type { NoteRow } from '../note/note-row.ts';
import { canOwn, readerOf } from './recovery-access.ts';
import { shownOf, summaryFor } from './recovery-card.ts';

export const recoveryIn = async (
  { store }: DeliveryDeps,
  { recoveryId }: NotePart,
): Promise<Recovery | undefined> =>
  (recoveryId ? await store.recoveries.find(recoveryId) : null) ?? undefined;

/** What it says in its place once it was told, for whoever may still see it. */
export const shownTo =
  (show: (deps: DeliveryDeps, recovery: Recovery, part: NotePart) => Promise<Message>): NoteRow['show'] =>
  async (deps, part) => {
    const recovery = await recoveryIn(deps, part);
    if (!recovery) return recoveryGone;
    const reader = await readerOf(deps, recovery, part.userId);
    return maySeeRecovery(recovery, reader) ? show(deps, recovery, part) : recoveryLeft(recovery);
  };

/** That one was opened, to those who lead the team: as it stands when their note goes out. */
export const recoveryOpenedPart: NoteRow = {
  topic: 'team',
  async compose(deps, part) {
    const recovery = await recoveryIn(deps, part);
    if (!recovery || recovery.state === 'taken-back') return skip('it was opened by mistake');
    if (recovery.cardIds.includes(part.userId)) return skip('the person has its card');
    return send(await summaryFor(deps, recovery));
  },
  show: shownTo(summaryFor),
};

/** That nobody owns one any more: any of those who lead the team can take it over. */
export const recoveryOwnerlessPart: NoteRow = {
  topic: 'team',
  isPressing: true,
  async compose(deps, part) {
    const recovery = await recoveryIn(deps, part);
    if (!recovery || !isWorkedOn(recovery)) return skip('it is over');
    if (await canOwn(deps, recovery.ownerId)) return skip('somebody owns it');
    return send(recoveryOwnerless(await shownOf(deps, recovery)));
  },
  show: shownTo(async (deps, recovery) => {
    if (!isWorkedOn(recovery)) return summaryFor(deps, recovery);
    return (await canOwn(deps, recovery.ownerId))
      ? recoveryOwnedAgain(recovery)
      : recoveryOwnerless(await shownOf(deps, recovery));
  }),
};

type Due = (recovery: Recovery, on: CalendarDay, zone: string) => string | undefined;

/** What may be due of one on a day, in words; undefined when it is done, or moved. By what its part is about. */
const dueWords: Readonly<Record<string, Due>> = {
  word: ({ update }, on, zone) =>
    update && !update.sentAt && dayOf(update.dueAt, zone) === on
      ? `tell them once how it stands, due ${momentShort(update.dueAt, zone)}`
      : undefined,
  fixed: ({ fixBy, steps }, on) =>
    fixBy === on && !steps.fixed ? `you wanted to put it right by ${dayInWords(on)}` : undefined,
  'follow-up': ({ followUpOn, steps }, on) =>
    followUpOn === on && !steps.followUp ? `you wanted to follow up on ${dayInWords(on)}` : undefined,
};

const dueOn = (recovery: Recovery, { userId, dayId, on }: NotePart, zone: string): string | undefined =>
  on && isWorkedOn(recovery) && recovery.ownerId === userId
    ? dueWords[dayId ?? '']?.(recovery, on, zone)
    : undefined;

/** What its owner meant to do on this day. */
export const recoveryTodayPart: NoteRow = {
  topic: 'recoveries',
  isPressing: true,
  async compose(deps, part) {
    const recovery = await recoveryIn(deps, part);
    const { zone } = await deps.workspace();
    const due = recovery && dueOn(recovery, part, zone);
    return due ? send(recoveryToday(await shownOf(deps, recovery), due)) : skip('nothing is due any more');
  },
  show: shownTo(async (deps, recovery, part) => {
    const { zone } = await deps.workspace();
    const due = dueOn(recovery, part, zone);
    return due ? recoveryToday(await shownOf(deps, recovery), due) : recoveryTodayOver({ recovery });
  }),
};
