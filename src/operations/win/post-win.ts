import { createHash, randomUUID } from 'node:crypto';
import type { Deps } from '../../deps.ts';
import { channelsAsTyped } from '../../domain/channel-reference.ts';
import { namesSomebody, saysSomething } from '../../domain/credit.ts';
import { type CreditReport, creditText } from '../../domain/credit-report.ts';
import { type CustomerDataKind, findCustomerData } from '../../domain/customer-data.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import { characterCount } from '../../domain/human-text.ts';
import { ineligibility, type Person } from '../../domain/person.ts';
import {
  canonicalText,
  parseSlackText,
  plainText,
  type TextToken,
  withGroupNames,
} from '../../domain/slack-text.ts';
import {
  foldedText,
  isBlank,
  type MadeRight,
  maxWinLength,
  maxWinUnits,
  noDetails,
  sameWinWindowMs,
  type WinDetails,
  type WinOrigin,
} from '../../domain/win.ts';

import { openWeek } from '../../domain/workspace.ts';
import type { NewWin } from '../../models/win.ts';
import { withPublicChannels, withPublicChannelsIn } from '../workspace/public-text.ts';
import { lookUpEverybody, lookUpPeople, namesOf } from './look-up-people.ts';
import { isPickedByChance } from './pick-win.ts';

export type PostWinDeps = Pick<Deps, 'store' | 'installation' | 'workspace' | 'people' | 'channels'>;

export interface Submission {
  authorId: string;
  /** Slack's wire text. */
  text: string;
  source: 'command' | 'composer';
  details?: WinDetails;
  /** Whom a form credits; without it the text says so itself. */
  heroIds?: readonly string[];
  /** Whom a form names as helping. */
  helperIds?: readonly string[];
  /** The day of a challenge that it was done for. */
  challengeDay?: { runId: string; dayId: string };
  origin?: WinOrigin;
  /** How something was made right. */
  madeRight?: MadeRight;
}

/** `too-long`: as a person counts. `too-big`: for the form in which it could be changed. */
export type TextFault =
  | { kind: 'blank' | 'only-mentions' | 'too-big' }
  | { kind: 'too-long'; length: number };
/** Why somebody's text cannot be a win. */
export type WinFault = TextFault | { kind: 'outsider' };

export type PostWinOutcome =
  | { kind: 'refused'; fault: WinFault; typed: string }
  | {
      kind: 'stored';
      winId: string;
      credit: CreditReport;
      customerData: CustomerDataKind[];
    };

export const textFault = (tokens: readonly TextToken[], typed: string): TextFault | undefined => {
  if (isBlank(tokens)) return { kind: 'blank' };
  if (!saysSomething(tokens)) return { kind: namesSomebody(tokens) ? 'only-mentions' : 'blank' };
  const length = characterCount(typed);
  if (length > maxWinLength) return { kind: 'too-long', length };
  return typed.length > maxWinUnits ? { kind: 'too-big' } : undefined;
};

/** Wins are of this organisation's people, whoever may type the command in a channel that is shared with others. */
const authorFault = (author: Person | undefined): WinFault | undefined =>
  ineligibility(author) ? { kind: 'outsider' } : undefined;

/** Short, because the win that may follow looks them up again, and says so if Slack was slower than this. */
const authorLookUpLimitMs = 300;

/** The same, before something else is stored along with the win. */
export const findAuthorFault = async (
  deps: Pick<Deps, 'people'>,
  authorId: string,
): Promise<WinFault | undefined> => {
  const people = await lookUpPeople(deps, [authorId], [], authorLookUpLimitMs);
  return authorFault(people.get(authorId));
};

/** The same words about other people, or for another customer, are another win. */
const submissionId = (
  teamId: string,
  authorId: string,
  text: string,
  { heroIds, helperIds = [], details, origin }: Submission,
): string => {
  // How something was made right, or what came of a plan, is told once, in whatever words.
  if (origin?.recoveryId) return `${teamId}:${authorId}:recovery:${origin.recoveryId}`;
  if (origin?.planId) return `${teamId}:${authorId}:plan:${origin.planId}`;
  const helpers = helperIds.toSorted().map((userId) => `+${userId}`);
  const chosen = [...(heroIds?.toSorted() ?? []), details?.customerAlias ?? '', ...helpers].join('\n');
  const hash = createHash('sha256').update(foldedText(text));
  if (chosen) hash.update('\0').update(chosen);
  const digest = hash.digest('hex');
  return `${teamId}:${authorId}:${digest}`;
};

/**
 * Stores a win under the id that everybody gets who sends the same text. A win that was withdrawn since is not it any
 * more: then the text is a new one. Undefined when there is another win from the same message, or that tells the same.
 */
const storeOnce = async (
  { store }: PostWinDeps,
  submission: string,
  now: Date,
  winFrom: (winId: string, postedAt: Date) => Promise<NewWin>,
): Promise<string | undefined> => {
  for (;;) {
    const claim = await store.submissions.claim(submission, randomUUID(), now, sameWinWindowMs);
    if (!claim) continue;
    const win = await winFrom(claim.winId, claim.at);
    if ((await store.wins.store(win)) === 'stored') return claim.winId;
    const earlier = await store.wins.find(claim.winId);
    const isOther = !earlier && (win.source.kind === 'message' || win.origin?.recoveryId !== undefined);
    if (!isOther && !earlier?.withdrawn?.at) return claim.winId;
    await store.submissions.release(claim.winId);
    if (isOther) return undefined;
  }
};

/** What was typed is the same when it is sent again, whatever Slack said of its channels and groups each time. */
const keyText = (tokens: readonly TextToken[], people: ReadonlyMap<string, Person>): string => {
  const byId = tokens.map((token) =>
    token.type === 'text' && token.groupId !== undefined ? { ...token, text: `@${token.groupId}` } : token,
  );
  return canonicalText(byId, new Set(people.keys()), (userId) => people.get(userId)?.name);
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
  const outcome = await postWinFrom(deps, submission, { kind: submission.source }, now);
  if (outcome.kind === 'made-already')
    throw new Error('only a message, or what was made right, can have another win');
  return outcome;
};

/** The same for what may be made from a message, or tell how something was made right: there is never a second win. */
export const postWinFrom = async (
  deps: PostWinDeps,
  submission: Submission,
  source: NewWin['source'],
  now: Date,
): Promise<PostWinOutcome | { kind: 'made-already' }> => {
  const { store, installation } = deps;
  const { teamId } = installation;
  const { authorId } = submission;
  const asTyped = parseSlackText(channelsAsTyped(submission.text));
  const { details = noDetails } = submission;
  const [{ groups, people, groupNameOf }, wire, customerAlias] = await Promise.all([
    lookUpEverybody(deps, submission, asTyped),
    withPublicChannels(deps, submission.text),
    withPublicChannelsIn(deps, details.customerAlias),
  ]);
  const tokens = withGroupNames(parseSlackText(wire), groupNameOf);
  const nameOf = (userId: string) => people.get(userId)?.name;
  const typed = plainText(tokens, nameOf);
  const fault = authorFault(people.get(authorId)) ?? textFault(tokens, typed);
  if (fault)
    return { kind: 'refused', fault, typed: plainText(withGroupNames(asTyped, groupNameOf), nameOf) };

  const { heroIds, helperIds, groupNames, report } = creditText(tokens, submission, { people, groups });
  const text = canonicalText(tokens, new Set(people.keys()), nameOf);
  const winFrom = async (winId: string, postedAt: Date): Promise<NewWin> => {
    const workspace = await deps.workspace();
    const every = workspace.voicePickEvery;
    return {
      winId,
      authorId,
      heroIds,
      helperIds,
      groupNames,
      text,
      names: namesOf(people),
      source,
      postedAt,
      week: openWeek(postedAt, workspace),
      challengeDay: submission.challengeDay,
      origin: submission.origin,
      madeRight: submission.madeRight,
      isPicked: every !== undefined && isPickedByChance(winId, every),
      ...details,
      customerAlias,
    };
  };
  const key = submissionId(teamId, authorId, keyText(asTyped, people), submission);
  const winId = await storeOnce(deps, key, now, winFrom);
  if (winId === undefined) return { kind: 'made-already' };
  await store.deliveries.plan({ key: deliveryKey.win(winId), kind: 'win', winId }, now);
  const customerData = findCustomerData(typed, (await deps.workspace()).zone).map(({ kind }) => kind);
  return { kind: 'stored', winId, credit: report, customerData };
};
