import type { Deps } from '../deps.ts';
import { deliveryKey } from '../domain/delivery.ts';
import type { PostWinOutcome, TextFault } from '../operations/post-win.ts';
import { type Message, messageLink } from '../views/message.ts';
import { refusals, textReturned, wallQuestion, winAnswer } from '../views/win-answer.ts';

export type AnswerAuthorDeps = Pick<Deps, 'models' | 'installation' | 'outbox'>;

/** Longer than posting usually takes; after it the author is told that the win is on its way. */
const postingLimitMs = 3_000;

export const faultWords = (fault: TextFault): string => {
  if (fault.kind === 'too-long') return refusals.tooLong(fault.length);
  return fault.kind === 'blank' ? refusals.blank : refusals.onlyMentions;
};

const settledWithin = async (work: Promise<unknown>, limitMs: number): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  await Promise.race([work, limit]).finally(() => clearTimeout(timer));
};

/** What the author of a submission is told: the refusal, or the win on the wall once it is posted. */
export const answerToAuthor = async (deps: AnswerAuthorDeps, outcome: PostWinOutcome): Promise<Message> => {
  if (outcome.kind === 'refused') return textReturned(faultWords(outcome.fault), outcome.typed);
  const { models, installation, outbox } = deps;
  const { teamId } = installation;
  const { winId, credit, customerData } = outcome;
  await settledWithin(outbox.deliver(deliveryKey.win(winId)), postingLimitMs);
  const win = await models.wins.find(teamId, winId);
  const hasWall = (await models.workspaces.wallChannelId(teamId)) !== undefined;
  const neverHadWall = !hasWall && !(await models.workspaces.lostWall(teamId));
  if (!win?.wall && neverHadWall) return wallQuestion();
  return winAnswer({
    winId,
    link: win?.wall ? messageLink(installation.url, win.wall) : undefined,
    waits: hasWall ? 'soon' : 'no-wall',
    leftOut: credit.leftOut,
    fellBackToAuthor: credit.fellBackToAuthor,
    customerData,
  });
};
