import { excerptOf } from '../../domain/win.ts';
import { recognitionGone, recognitionNews } from '../../views/digest/recognition.ts';
import { messageLink } from '../../views/message.ts';
import { storyTyped } from '../../views/win/story.ts';
import { send, skip } from '../delivery/delivery-row.ts';
import { type NoteRow, shownAsNow } from '../note/note-row.ts';
import { seesWall } from '../wall/wall-audience.ts';
import { winOf } from '../win/win-delivery.ts';
import { namesInWin } from '../win/win-message.ts';

const compose: NoteRow['compose'] = async (deps, part) => {
  const win = await winOf(deps, part);
  const { byId, userId } = part;
  if (!win || !byId) return skip('the win was taken down');
  if (!win.heroIds.includes(userId)) return skip('the person is not credited any more');
  const recognition = await deps.store.recognitions.find(win._id, byId);
  if (!recognition) return skip('it was taken back');
  const { wall } = win;
  const story = wall &&
    (await seesWall(deps, userId, [wall.channelId])) && {
      excerpt: excerptOf(storyTyped({ text: win.text, names: namesInWin(win) })),
      link: messageLink(deps.installation.url, wall),
    };
  const name = (await deps.people.find(byId))?.name ?? 'Somebody who leads your team';
  return send(recognitionNews(name, recognition.reason, story || undefined));
};

/** Told to each hero, in the manager's name: a manager recognised what they did. */
export const recognitionPart: NoteRow = {
  topic: 'praise',
  compose,
  show: shownAsNow(compose, recognitionGone),
};
