import type { Deps } from '../../deps.ts';
import type { Message } from '../../views/message.ts';
import { noteMessage } from '../../views/note/note.ts';
import type { DeliveryDeps } from '../delivery/delivery-row.ts';
import { createReportingRefresher, updateDelivered } from '../delivery/message-refresher.ts';
import { inOrder, type NoteTable } from './note-row.ts';

type RefreshNoteDeps = DeliveryDeps & Pick<Deps, 'logger' | 'pacer'>;

/** Its message is in Slack already, and where is being written down. */
const recordedInMs = 1_000;

/** Shows notes anew, each part as things stand with it, and the others in their places. */
export const createNoteRefresher = (deps: RefreshNoteDeps, table: NoteTable): Deps['showNote'] => {
  const { noteParts, deliveries } = deps.store;
  const refresh = createReportingRefresher(deps, 'note', async (noteKey) => {
    const told = (await noteParts.ofNote(noteKey)).filter(({ state }) => state === 'told');
    const known = inOrder(table, told);
    // Without it, a part that is there would go.
    if (known.length < told.length) throw new Error('The note has a part that only a newer version knows');
    const views: Message[] = [];
    for (const part of known) {
      const view = await table[part.kind]?.show(deps, part);
      if (view) views.push(view);
    }
    if (views.length === 0 || (await updateDelivered(deps, noteKey, { message: noteMessage(views) })))
      return undefined;
    return (await deliveries.find(noteKey))?.dueAt ? recordedInMs : undefined;
  });
  return async (partKey) => {
    if (await noteParts.markStale(partKey)) return 'not-yet';
    const part = await noteParts.find(partKey);
    if (part?.state !== 'told' || !part.noteKey) return 'not-in-one';
    return (await refresh(part.noteKey)) ? 'shown' : 'not-yet';
  };
};
