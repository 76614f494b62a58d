import { createHash, randomUUID } from 'node:crypto';
import { characterCount, isUnseen } from '../../domain/human-text.ts';
import { type IdeaChannel, isAsleep, maxIdeaLength } from '../../domain/idea.ts';
import { escapeSlackText, parseSlackText, plainText } from '../../domain/slack-text.ts';
import { foldedText } from '../../domain/win.ts';
import type { NewIdea, OwnIdea } from '../../models/idea.ts';
import type { AddIdeaOutcome } from '../../views/idea/idea-answer.ts';
import { withPublicChannels } from '../workspace/public-text.ts';
import { type IdeaDeps, ideaAsker } from './read-ideas.ts';

export interface IdeaSubmission {
  userId: string;
  /** The form it came in: sent twice, it is one answer. */
  formId: string;
  typed: string;
  minutes: number;
  channels: readonly IdeaChannel[];
}

/** By which two that say the same are one. */
const keyOf = (text: string): string =>
  createHash('sha256')
    .update(
      foldedText(text)
        .toLowerCase()
        .replace(/[.!]+$/u, ''),
    )
    .digest('hex');

/** What becomes of it where the team has one that says the same. Undefined when that changed meanwhile. */
const settleWith = async (
  { store }: IdeaDeps,
  other: OwnIdea,
  idea: Omit<NewIdea, 'ideaId'>,
  now: Date,
): Promise<AddIdeaOutcome | undefined> => {
  const { _id: ideaId, text } = other;
  if (other.hidden && !other.hidden.isOwn) return { kind: 'taken-out' };
  if (other.hidden)
    return (await store.ideas.takeOver(other, idea, now))
      ? { kind: 'added', ideaId, text: idea.text }
      : undefined;
  if (other.formId === idea.formId) return { kind: 'added', ideaId, text };
  if (!isAsleep(other, now)) return { kind: 'there-already', text };
  return (await store.ideas.use(ideaId, now)) ? { kind: 'woken', text } : undefined;
};

/** Adds an idea for the whole team, at once. Of several that say the same there is one. */
export const addIdea = async (
  deps: IdeaDeps,
  { userId, formId, typed, minutes, channels }: IdeaSubmission,
  now: Date,
): Promise<AddIdeaOutcome> => {
  const asker = await ideaAsker(deps, userId, now);
  if (!asker?.isOfTeam) return { kind: 'outsider' };
  const wire = await withPublicChannels(deps, escapeSlackText(foldedText(typed)));
  const text = plainText(parseSlackText(wire), () => undefined);
  if (isUnseen(text)) return { kind: 'blank' };
  const length = characterCount(text);
  if (length > maxIdeaLength) return { kind: 'too-long', length };
  const textKey = keyOf(text);
  if ([...deps.ideas.values()].some((each) => keyOf(each.text) === textKey))
    return { kind: 'there-already', text };
  const idea = { addedBy: userId, formId, text, textKey, minutes, channels };
  for (;;) {
    const ideaId = `own-${randomUUID()}`;
    if ((await deps.store.ideas.add({ ideaId, ...idea }, now)) === 'added')
      return { kind: 'added', ideaId, text };
    const other = await deps.store.ideas.findSaying(textKey);
    const settled = other && (await settleWith(deps, other, idea, now));
    if (settled) return settled;
  }
};
