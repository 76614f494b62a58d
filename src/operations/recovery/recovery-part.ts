import { dayInWords, dayOf } from '../../domain/calendar.ts';
import { isStandIn } from '../../domain/erased-person.ts';
import { ineligibility } from '../../domain/person.ts';
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
import { readerOf } from './recovery-access.ts';
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

const isOwnerless = async ({ people }: DeliveryDeps, { ownerId }: Recovery): Promise<boolean> =>
  isStandIn(ownerId) || ineligibility(await people.find(ownerId)) !== undefined;

/** That nobody owns one any more: any of those who lead the team can take it over. */
export const recoveryOwnerlessPart: NoteRow = {
  topic: 'team',
  async compose(deps, part) {
    const recovery = await recoveryIn(deps, part);
    if (!recovery || !isWorkedOn(recovery)) return skip('it is over');
    if (!(await isOwnerless(deps, recovery))) return skip('somebody owns it');
    return send(recoveryOwnerless(await shownOf(deps, recovery)));
  },
  show: shownTo(async (deps, recovery) => {
    if (!isWorkedOn(recovery)) return summaryFor(deps, recovery);
    return (await isOwnerless(deps, recovery))
      ? recoveryOwnerless(await shownOf(deps, recovery))
      : recoveryOwnedAgain(recovery);
  }),
};

/** What is still due of it on that day, in words; undefined when it is done, moved, or somebody else's. */
const dueOn = (recovery: Recovery, { userId, dayId, on }: NotePart, zone: string): string | undefined => {
  const { ownerId, update, fixBy, steps } = recovery;
  if (!isWorkedOn(recovery) || ownerId !== userId) return undefined;
  if (dayId === 'fixed')
    return fixBy && fixBy === on && !steps.fixed
      ? `you wanted to put it right by ${dayInWords(fixBy)}`
      : undefined;
  if (!on || !update || update.sentAt || dayOf(update.dueAt, zone) !== on) return undefined;
  return `tell them once how it stands, by ${momentShort(update.dueAt, zone)}`;
};

/** What its owner meant to do on this day. */
export const recoveryTodayPart: NoteRow = {
  topic: 'recoveries',
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
