import { erasedName } from '../../domain/erased-person.ts';
import { notePartKey } from '../../domain/note-part-key.ts';
import { ideaBack, ideaHidden, ideaHiddenBefore } from '../../views/idea/idea-letter.ts';
import { capitalized } from '../../views/words.ts';
import { send, skip } from '../delivery/delivery-row.ts';
import type { NoteRow } from '../note/note-row.ts';

const composeHidden: NoteRow['compose'] = async ({ store, people }, { _id: key, ideaId, byId }) => {
  const own = ideaId ? await store.ideas.find(ideaId) : null;
  if (!own?.hidden || own.hidden.isOwn) return skip('it is there again, or not kept any more');
  if (key !== notePartKey['idea-hidden'](own._id, own.timesHidden))
    return skip('it is about an earlier time');
  const byName = (byId && (await people.find(byId))?.name) || capitalized(erasedName);
  return send(ideaHidden(byName, own.text));
};

/** Told to whoever added an idea that a manager took out. */
export const ideaHiddenPart: NoteRow = {
  topic: 'own-wins',
  compose: composeHidden,
  async show(deps, part) {
    const composed = await composeHidden(deps, part);
    if (composed.kind === 'send') return composed.message;
    const own = part.ideaId ? await deps.store.ideas.find(part.ideaId) : null;
    return own && !own.hidden ? ideaBack(own.text) : ideaHiddenBefore;
  },
};
