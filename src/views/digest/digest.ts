import { type Digest, tookPartIn, weeksKnown } from '../../domain/digest.ts';
import { heroCountOf, isQuiet, quietWeeksTold, weeksWithoutWinBefore } from '../../domain/digest-shown.ts';
import { escapeName } from '../../domain/slack-text.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { actions, button, context, header, section } from '../blocks.ts';
import { peopleIn } from '../challenge/challenge-words.ts';
import { emojiMarks } from '../emoji-words.ts';
import { actionIds } from '../ids.ts';
import { type MessagePart, type MessageWithFallback, messageOf, part } from '../message-part.ts';
import { counted, namesWithin, principleName, rungCounts } from '../words.ts';
import { extrasParts } from './digest-extras.ts';
import { lessonParts } from './digest-lessons.ts';
import { planParts } from './digest-plan.ts';
import { recoveryParts } from './digest-recovery.ts';
import { fullStoryBlock, fullStoryText, storyHeading, storyLine, storyListBlock } from './digest-story.ts';
import { voiceParts } from './digest-voices.ts';
import { quietWeekWords } from './quiet-week.ts';
import { trendPart } from './trend-chart.ts';
import { weekDates } from './week-words.ts';

export interface DigestView {
  digest: Digest;
  /** What the workspace has decided about how wins look. */
  look: Pick<Workspace, 'nominationEmoji' | 'principleNames'>;
  workspaceUrl: string;
  /** The week is not over: what it says may change. */
  isSoFar: boolean;
  /** Whoever reads it may not see the wall: it has numbers alone (domain/digest.ts, totalsOf). */
  isTotalsOnly: boolean;
}

export const people = (count: number): string => counted(count, 'person', 'people');

export const headerPart = (text: string): MessagePart => ({ text: `*${text}*`, blocks: [header(text)] });

export const totalsSentence = (digest: Digest): string => {
  const { winCount, nominationCount, exceptionalCount } = digest;
  const wins = `${counted(winCount, 'win', 'wins')} by ${people(heroCountOf(digest))}`;
  const nominations = counted(nominationCount, 'nomination', 'nominations');
  const exceptional =
    exceptionalCount > 0 ? `, ${counted(exceptionalCount, 'exceptional win', 'exceptional wins')}` : '';
  return winCount === 0 ? 'Nobody posted a win.' : `${wins}, ${nominations}${exceptional}.`;
};

const nothingYet =
  'Nothing on the wall yet this week. Did somebody make a customer smile? `/brag` and one sentence is all it takes, and small things count.';

const totalsParts = ({ digest, isSoFar }: DigestView): MessagePart[] => {
  if (isSoFar && digest.winCount === 0) return [part(nothingYet)];
  if (isQuiet(digest)) return [part(quietWeekWords(digest.week))];
  // The digests of these weeks were not posted any more, so this one does not come out of nowhere.
  const isBack = !isSoFar && digest.winCount > 0 && weeksWithoutWinBefore(digest) > quietWeeksTold;
  return [
    ...(isBack
      ? [part('There are stories on the wall again, after some quiet weeks. Good to be back.')]
      : []),
    part(totalsSentence(digest)),
  ];
};

export const exceptionalParts = ({ digest, workspaceUrl, look }: DigestView): MessagePart[] => {
  const { exceptional, exceptionalCount } = digest;
  if (exceptional.length === 0) return [];
  const others = exceptionalCount - exceptional.length;
  const heading = `${emojiMarks(look).exceptional} *Exceptional*${others > 0 ? ` (the ${exceptional.length} most nominated of ${exceptionalCount})` : ''}`;
  const lines = exceptional.map((story) => `• ${storyLine(story, workspaceUrl)}`);
  return [
    {
      text: [`${heading}:`, ...lines].join('\n'),
      blocks: [section(heading), storyListBlock(exceptional, workspaceUrl)],
    },
  ];
};

const storyParts = ({ digest: { story }, workspaceUrl }: DigestView): MessagePart[] => {
  if (!story) return [];
  const heading = storyHeading(story, workspaceUrl);
  return [{ text: `${heading} ${fullStoryText(story)}`, blocks: [section(heading), fullStoryBlock(story)] }];
};

const howParts = ({ digest: { ladder, principles }, look }: DigestView): MessagePart[] => {
  const rungs = ladder.map(({ rung, count }) => rungCounts(rung, count));
  const shown = principles.map(
    ({ principle, count }) => `${escapeName(principleName(look, principle))} (${count})`,
  );
  return [
    ...(rungs.length > 0 ? [part(`:ladder: *How customers left:* ${rungs.join(', ')}.`)] : []),
    ...(shown.length > 0 ? [part(`:compass: *Principles shown:* ${shown.join(' · ')}.`)] : []),
  ];
};

const firstTimerParts = ({ firstTimers, firstTimerCount }: Digest): MessagePart[] => {
  if (firstTimerCount === 0) return [];
  if (firstTimers.length === 0)
    return [part(`:wave: *On the wall for the first time:* ${people(firstTimerCount)}. Welcome!`)];
  const names = namesWithin(
    firstTimers.map(({ name }) => escapeName(name)),
    firstTimerCount,
  );
  return [part(`:wave: *On the wall for the first time:* welcome, ${names}!`)];
};

const helpParts = ({ help }: Digest): MessagePart[] => {
  if (!help) return [];
  const count = people(help.personCount);
  if (help.people.length === 0) return [part(`:handshake: *Helped:* ${count}.`)];
  const names = namesWithin(
    help.people.map(({ name }) => escapeName(name)),
    help.personCount,
  );
  return [part(`:handshake: *Helped* (${count}): ${names}.`)];
};

const challengeParts = ({ digest: { challenge }, isSoFar }: DigestView): MessagePart[] => {
  if (!challenge) return [];
  const { name, participantCount, finishedCount } = challenge;
  const tookPartCount = tookPartIn(challenge);
  if ((isSoFar ? participantCount : tookPartCount) === 0) return [];
  const finished = finishedCount > 0 ? ` ${people(finishedCount)} did every day.` : '';
  const words = isSoFar ? peopleIn(participantCount) : `${people(tookPartCount)} took part.`;
  return [part(`:calendar: *${escapeName(name)}:* ${words}${finished}`)];
};

export const forgottenWords =
  ':hourglass: These are numbers only: stories and names this old are not kept any more.';

/** Of a week without wins nothing is kept from anybody. */
const totalsOnlyParts = ({
  isTotalsOnly,
  digest: { winCount, storiesForgottenAt },
}: DigestView): MessagePart[] => {
  if (storiesForgottenAt) return winCount > 0 ? [part(forgottenWords)] : [];
  return isTotalsOnly && winCount > 0
    ? [part(':lock: These are numbers only. The stories are for those who are in the channel of the wall.')]
    : [];
};

/** One week is no trend. One without wins, not over, or that the bot did not see the whole of, is not compared. */
const trendParts = ({ digest, isSoFar }: DigestView): MessagePart[] => {
  const { trend } = digest;
  if (trend.length < 2 || trend.every(({ winCount }) => winCount === 0)) return [];
  return [trendPart(trend, { isComparable: !isSoFar && digest.winCount > 0 && weeksKnown(digest) >= 2 })];
};

const footer = ({ digest: { week }, isSoFar }: DigestView): MessagePart => {
  const text = isSoFar
    ? `This week is not finished: the counts may still change.`
    : `\`/brag digest ${week}\` shows this again, any time.`;
  return { text, blocks: [context(text)] };
};

/** A week for everybody. It calls nobody: names are text. */
const digestParts = (view: DigestView): MessagePart[] => {
  const { digest, isSoFar } = view;
  const dates = weekDates(digest.week);
  return [
    headerPart(isSoFar ? `This week so far (not finished): ${dates}` : `The week on the wall: ${dates}`),
    ...totalsParts(view),
    ...exceptionalParts(view),
    ...storyParts(view),
    ...trendParts(view),
    ...howParts(view),
    ...helpParts(digest),
    ...firstTimerParts(digest),
    ...challengeParts(view),
    ...(isSoFar ? [] : extrasParts(digest, view.workspaceUrl)),
    ...recoveryParts(digest.recoveries),
    ...lessonParts(digest.lessons, view.workspaceUrl),
    ...planParts(digest.plans),
    ...voiceParts(digest.voices, view.workspaceUrl),
    ...totalsOnlyParts(view),
    footer(view),
  ];
};

export const digestMessage = (view: DigestView): MessageWithFallback => messageOf(digestParts(view));

/** The same for a manager who asked for it, with the way to their own part. */
export const digestAnswer = (view: DigestView, isManager: boolean): MessageWithFallback => {
  const managers = button(actionIds.digestManagers, "Managers' edition", { value: view.digest.week });
  return messageOf([...digestParts(view), ...(isManager ? [{ text: '', blocks: [actions(managers)] }] : [])]);
};
