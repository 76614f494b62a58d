import type { Deps } from '../../deps.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import type { PostWinOutcome, TextFault } from '../../operations/win/post-win.ts';
import { type Message, messageLink } from '../../views/message.ts';
import { refusals, textReturned, wallQuestion, winAnswer } from '../../views/win/win-answer.ts';

export type AnswerAuthorDeps = Pick<Deps, 'store' | 'installation' | 'outbox'>;

/** Longer than posting usually takes; after it the author is told that the win is on its way. */
const postingLimitMs = 3_000;

export const faultWords = (fault: TextFault): string => {
  if (fault.kind === 'too-long') return refusals.tooLong(fault.length);
  return fault.kind === 'blank' ? refusals.blank : refusals.onlyMentions;
};

const settledWithin = async <T>(work: Promise<T>, limitMs: number): Promise<T | undefined> => {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, limitMs, undefined);
  });
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
};

/** Where a win is that was not posted just now: on the wall already, waiting for a wall, or on its way. */
const whereabouts = async ({ store }: AnswerAuthorDeps, winId: string) => {
  const win = await store.wins.find(winId);
  if (win?.wall) return win.wall;
  const { wallChannelId, lostWall } = await store.workspace.read();
  if (wallChannelId !== undefined) return 'soon';
  return lostWall ? 'no-wall' : 'never-had-wall';
};

/** What the author of a submission is told: the refusal, or the win on the wall once it is posted. */
export const answerToAuthor = async (deps: AnswerAuthorDeps, outcome: PostWinOutcome): Promise<Message> => {
  if (outcome.kind === 'refused') return textReturned(faultWords(outcome.fault), outcome.typed);
  const { winId, credit, customerData } = outcome;
  const sent = await settledWithin(deps.outbox.deliver(deliveryKey.win(winId)), postingLimitMs);
  const where = sent ?? (await whereabouts(deps, winId));
  if (where === 'never-had-wall') return wallQuestion();
  const isPosted = typeof where === 'object';
  return winAnswer({
    winId,
    link: isPosted ? messageLink(deps.installation.url, where) : undefined,
    waits: isPosted ? undefined : where,
    leftOut: credit.leftOut,
    fellBackToAuthor: credit.fellBackToAuthor,
    customerData,
  });
};
