import { createHash, randomUUID } from 'node:crypto';
import type { Deps } from '../../deps.ts';
import { weekOf } from '../../domain/calendar.ts';
import { channelsAsTyped } from '../../domain/channel-reference.ts';
import { type Credit, creditedIds, creditPeople, saysSomething } from '../../domain/credit.ts';
import { type CustomerDataKind, findCustomerData } from '../../domain/customer-data.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import { characterCount, seenText } from '../../domain/human-text.ts';
import type { Person } from '../../domain/person.ts';
import {
  canonicalText,
  mentionedIds,
  parseSlackText,
  plainText,
  type TextToken,
} from '../../domain/slack-text.ts';
import {
  foldedText,
  isBlank,
  maxWinLength,
  maxWinUnits,
  noDetails,
  sameWinWindowMs,
  type WinDetails,
} from '../../domain/win.ts';
import type { NewWin } from '../../models/win.ts';
import { withPublicChannels } from '../workspace/public-text.ts';

export type PostWinDeps = Pick<Deps, 'store' | 'installation' | 'workspace' | 'people' | 'channels'>;

export interface Submission {
  authorId: string;
  /** Slack's wire text. */
  text: string;
  source: 'command' | 'composer';
  details?: WinDetails;
  /** Whom a form credits; without it the text says so itself. */
  heroIds?: readonly string[];
  /** The day of a challenge that it was done for. */
  challengeDay?: { runId: string; dayId: string };
}

/** `too-long`: as a person counts. `too-big`: for the form in which it could be changed. */
export type TextFault =
  | { kind: 'blank' | 'only-mentions' | 'too-big' }
  | { kind: 'too-long'; length: number };

export type PostWinOutcome =
  | { kind: 'refused'; fault: TextFault; typed: string }
  | {
      kind: 'stored';
      winId: string;
      credit: Credit;
      customerData: CustomerDataKind[];
    };

const labelled = (tokens: readonly TextToken[]): Map<string, string> =>
  new Map(
    tokens.flatMap((token) => (token.type === 'user' && token.label ? [[token.userId, token.label]] : [])),
  );

/** Ids in a command come from Slack itself: when it cannot be asked about one just now, it is taken at its word. */
const trusted = (userId: string, label: string | undefined): Person => ({
  userId,
  name: label ?? 'someone',
  isBot: false,
  isDeactivated: false,
  isStranger: false,
  isGuest: false,
  isAdmin: false,
  timeZone: undefined,
  changedAtS: undefined,
});

const seenToken = (token: TextToken): TextToken =>
  token.type === 'text' ? { ...token, text: seenText(token.text) } : token;

export const textFault = (tokens: readonly TextToken[], typed: string): TextFault | undefined => {
  if (isBlank(tokens)) return { kind: 'blank' };
  if (!saysSomething(tokens.map(seenToken)))
    return { kind: mentionedIds(tokens).length > 0 ? 'only-mentions' : 'blank' };
  const length = characterCount(typed);
  if (length > maxWinLength) return { kind: 'too-long', length };
  return typed.length > maxWinUnits ? { kind: 'too-big' } : undefined;
};

/** Leaves the database enough of the time that a waiting person is given (handlers/stored-in-time.ts). */
const lookUpLimitMs = 1_000;

/** The people a text or a form speaks of, by what Slack knows of them. */
export const lookUpPeople = async (
  { people }: Pick<Deps, 'people'>,
  ids: readonly string[],
  tokens: readonly TextToken[],
) => {
  const labels = labelled(tokens);
  const { people: known, unasked } = await people.findAll([...new Set(ids)], lookUpLimitMs);
  for (const userId of unasked) known.set(userId, trusted(userId, labels.get(userId)));
  return known;
};

export const namesOf = (people: ReadonlyMap<string, Person>): Map<string, string> =>
  new Map([...people].map(([userId, person]) => [userId, person.name]));

const submissionId = (teamId: string, authorId: string, text: string): string => {
  const digest = createHash('sha256').update(foldedText(text)).digest('hex');
  return `${teamId}:${authorId}:${digest}`;
};

/**
 * Stores a win under the id that everybody gets who sends the same text. A win that was withdrawn since is not it any
 * more: then the text is a new one.
 */
const storeOnce = async (
  { store }: PostWinDeps,
  submission: string,
  now: Date,
  winFrom: (winId: string, postedAt: Date) => Promise<NewWin>,
): Promise<string> => {
  for (;;) {
    const claim = await store.submissions.claim(submission, randomUUID(), now, sameWinWindowMs);
    if (!claim) continue;
    if ((await store.wins.store(await winFrom(claim.winId, claim.at))) === 'stored') return claim.winId;
    const earlier = await store.wins.find(claim.winId);
    if (!earlier?.withdrawn?.at) return claim.winId;
    await store.submissions.release(claim.winId);
  }
};

/**
 * Checks and stores a win, and writes down that it is to be posted. The same text by the same author within five
 * minutes is the same win, also when both arrive together. It is stored when this resolves, and posted by nobody yet.
 */
export const postWin = async (
  deps: PostWinDeps,
  submission: Submission,
  now: Date,
): Promise<PostWinOutcome> => {
  const { store, installation } = deps;
  const { teamId } = installation;
  const { authorId } = submission;
  const asTyped = parseSlackText(channelsAsTyped(submission.text));
  const mentioned = asTyped.flatMap((token) => (token.type === 'user' ? [token.userId] : []));
  const candidates = submission.heroIds ?? creditedIds(asTyped, authorId);
  const [people, wire] = await Promise.all([
    lookUpPeople(deps, [authorId, ...candidates, ...mentioned], asTyped),
    withPublicChannels(deps, submission.text),
  ]);
  const tokens = parseSlackText(wire);
  const nameOf = (userId: string) => people.get(userId)?.name;
  const typed = plainText(tokens, nameOf);
  const fault = textFault(tokens, typed);
  if (fault) return { kind: 'refused', fault, typed: plainText(asTyped, nameOf) };

  const credit = creditPeople(candidates, authorId, people);
  const known = new Set(people.keys());
  const text = canonicalText(tokens, known, nameOf);
  const winFrom = async (winId: string, postedAt: Date): Promise<NewWin> => ({
    winId,
    authorId,
    heroIds: credit.heroIds,
    text,
    names: namesOf(people),
    source: { kind: submission.source },
    postedAt,
    week: weekOf(postedAt, (await deps.workspace()).zone),
    challengeDay: submission.challengeDay,
    ...(submission.details ?? noDetails),
  });
  // What was typed is the same when it is sent again, also if Slack could not name a channel the first time.
  const submissionKey = submissionId(teamId, authorId, canonicalText(asTyped, known, nameOf));
  const winId = await storeOnce(deps, submissionKey, now, winFrom);
  await store.deliveries.plan({ key: deliveryKey.win(winId), kind: 'win', winId }, now);
  const customerData = findCustomerData(typed, (await deps.workspace()).zone).map(({ kind }) => kind);
  return { kind: 'stored', winId, credit, customerData };
};
