import type { KnownBlock } from '@slack/types';
import type { Cause, RecoveryFacts } from '../../domain/recovery.ts';
import { type EndRefusal, isTold } from '../../domain/recovery-end.ts';
import { escapeName } from '../../domain/slack-text.ts';
import { actions, button, section } from '../blocks.ts';
import { actionIds } from '../ids.ts';
import { type Message, mention, paragraph, topText } from '../message.ts';
import { customerName } from './recovery-words.ts';

/** In the middle of a sentence: "it came of how we do it". */
export const causeWords: Record<Cause, string> = {
  people: 'too few of us, or nobody was shown how',
  process: 'how we do it',
  product: 'the thing itself',
  promise: 'a promise that could not be kept',
  partner: 'somebody we work with',
};

/** Above the buttons of its card: how it ended, or that it did not. */
export const endLines = (recovery: RecoveryFacts): string[] => {
  const { state, cause, change, closedBy, reopened } = recovery;
  const times = reopened?.length ?? 0;
  return [
    ...(times > 0 && state !== 'closed' ? [':warning: *Let down twice:* it was not right after all.'] : []),
    ...(state === 'closed' && cause
      ? [
          ...(isTold(recovery) ? [':raised_hands: It was told as a story.'] : []),
          `${closedBy ? `${mention(closedBy)} closed it. ` : ''}It came of ${causeWords[cause]}. What we change: “${escapeName(change ?? '')}”`,
        ]
      : []),
  ];
};

const refusalWords: Record<Exclude<EndRefusal, 'reopened-before' | 'closed-before'>, string> = {
  hidden:
    'I know of nothing like that here. It may be too old to be kept, or not yours to see: ask whoever owns it to add you.',
  'not-owner': 'Whoever owns it says how the customer is. Tell them what you know.',
  'not-fixed': 'It is not put right yet. Tick *Put it right* on its card first.',
  'not-undone':
    'Somebody has gone on with it since, or it is more than a day ago, so it stays. Its card shows how it is.',
  changed:
    'Somebody else changed it at the same moment. Look at it again, and do yours once more if you like.',
  'taken-back': 'It was opened by mistake and taken back: there is nothing to say about it.',
};

/** Who decided otherwise, and what can be done now. */
export const endRefusalText = (why: EndRefusal, recovery: RecoveryFacts | undefined): string => {
  if (why === 'closed-before') {
    const who = recovery?.closedBy ? mention(recovery.closedBy) : 'Somebody';
    return `${who} closed it before you: all right again, they say. When you know better, *Not right after all* on its card opens it again.`;
  }
  if (why === 'reopened-before') {
    const byId = recovery?.reopened?.at(-1)?.byId;
    return `${byId ? mention(byId) : 'Somebody'} opened it again before you: it is not right yet, they say. Talk to them, and tick *Put it right* when it is.`;
  }
  return refusalWords[why];
};

export const endRefused = (why: EndRefusal, recovery: RecoveryFacts | undefined): Message =>
  paragraph(endRefusalText(why, recovery));

/** Told to whoever said no, with the way back. */
export const recoveryOpenAgain = ({ _id: value, customerAlias }: RecoveryFacts): Message => {
  const text = `It is open again for ${customerName(customerAlias)}. Good that you asked. Those who lead the team read of it in their next note.`;
  return {
    text: topText(text),
    blocks: [section(text), actions(button(actionIds.recoveryUnreopen, 'Undo', { value }))],
  };
};

export const recoveryAsksLater: Message = paragraph(
  'I ask you again in three days. Two minutes on the phone are enough.',
);

/** On the card of one that is over, or put right. */
export const endActions = (
  { _id: value, state }: RecoveryFacts,
  { mayEnd, mayUndo, mayTell }: { mayEnd: boolean; mayUndo: boolean; mayTell: boolean },
): KnownBlock[] => {
  if (state === 'right' && mayEnd)
    return [
      actions(
        button(actionIds.recoveryYes, 'All right again', { value, isPrimary: true }),
        button(actionIds.recoveryNo, 'Not right yet', {
          value,
          spoken: 'Not right yet: open it again',
        }),
      ),
    ];
  if (state !== 'closed') return [];
  const buttons = [
    ...(mayTell ? [button(actionIds.recoveryStory, 'Tell it as a story', { value })] : []),
    ...(mayUndo
      ? [button(actionIds.recoveryUnclose, 'Undo', { value, spoken: 'Undo: it is not over yet' })]
      : []),
    ...(mayEnd ? [button(actionIds.recoveryNo, 'Not right after all', { value })] : []),
  ];
  return buttons.length > 0 ? [actions(...buttons)] : [];
};
