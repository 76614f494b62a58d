import { recognitionGone, recognitionNews } from '../../views/digest/recognition.ts';
import { send, skip } from '../delivery/delivery-row.ts';
import { type NoteRow, shownAsNow } from '../note/note-row.ts';
import { winOf } from '../win/win-delivery.ts';
import { glimpseOf } from '../win/win-sight.ts';

const compose: NoteRow['compose'] = async (deps, part) => {
  const win = await winOf(deps, part);
  const { byId, userId } = part;
  if (!win || !byId) return skip('the win was taken down');
  if (win.folded) return { kind: 'wait', why: 'the win is reported' };
  if (!win.heroIds.includes(userId)) return skip('the person is not credited any more');
  const recognition = await deps.store.recognitions.find(win._id, byId);
  if (!recognition) return skip('it was taken back');
  const story = await glimpseOf(deps, win, userId);
  const name = (await deps.people.find(byId))?.name ?? 'Somebody who leads your team';
  return send(recognitionNews(name, recognition.reason, story));
};

/** Told to each hero, in the manager's name: a manager recognised what they did. */
export const recognitionPart: NoteRow = {
  topic: 'praise',
  compose,
  show: shownAsNow(compose, recognitionGone),
};
