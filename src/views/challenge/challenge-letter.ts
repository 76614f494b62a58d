import { type CalendarDay, dayInWords } from '../../domain/calendar.ts';
import type { RunDay } from '../../domain/challenge.ts';
import type { AskOutcome } from '../../domain/challenge-ask.ts';
import type { ChallengePack } from '../../domain/challenge-pack.ts';
import type { Invitation } from '../../domain/run-step.ts';
import { escapeName, escapeSlackText } from '../../domain/slack-text.ts';
import { actions, button, image, section } from '../blocks.ts';
import { actionIds } from '../ids.ts';
import { type Message, mention, paragraph } from '../message.ts';
import { daysInWords, packName } from './challenge-words.ts';

interface RunInWords {
  pack: ChallengePack;
  days: readonly RunDay[];
}

/** As browsers take it to a file. */
const downloadOf = (pictureUrl: string): string => `${pictureUrl}?download`;

/** For whoever did every day: it says everything by itself, so that it can be passed on. */
export const certificate = ({ pack, days }: RunInWords, name: string, pictureUrl?: string): Message => {
  const what = `did all ${days.length} days of`;
  const themes = days
    .map(({ dayId }) => pack.days.find(({ id }) => id === dayId)?.theme)
    .filter((theme) => theme !== undefined)
    .map((theme) => `:white_check_mark: ${escapeName(theme)}`);
  const text = [
    `:scroll: *${escapeName(name)}* ${what} *${packName(pack)}*, ${daysInWords(days)}:`,
    ...themes,
    pictureUrl === undefined
      ? 'Congratulations, and thank you. This message is your certificate: forward it to whoever should see it.'
      : `Congratulations, and thank you. The picture is your certificate: <${downloadOf(pictureUrl)}|download it>, and show it to whoever should see it.`,
  ].join('\n');
  const message = paragraph(text);
  if (pictureUrl === undefined) return message;
  return {
    ...message,
    blocks: [
      ...message.blocks,
      image(pictureUrl, {
        title: 'Your certificate',
        spoken: `A certificate: ${name} ${what} ${pack.name}, ${daysInWords(days)}`,
      }),
    ],
  };
};

/** Told to each participant when their challenge gets another date. */
export const challengeMoved = ({ pack, days }: RunInWords, nudgeAt: string): Message =>
  paragraph(
    `*${packName(pack)}* has moved: it is ${daysInWords(days)} now, with a message at ${nudgeAt} your time. You are still in, and what you have done counts. \`/brag challenge\` shows where you are and lets you leave.`,
  );

/** Told to each participant when their challenge is called off. */
export const challengeCancelled = (
  { pack, days }: RunInWords,
  { by, why }: { by: string; why: string | undefined },
): Message =>
  paragraph(
    [
      `*${packName(pack)}*, ${daysInWords(days)}, was called off. No more messages come from it.`,
      ...(why ? [`${mention(by)} says: ${escapeSlackText(why)}`] : []),
      'Thank you for having joined.',
    ].join('\n'),
  );

const howItGoes =
  'On the Friday before I invite the wall. Whoever joins gets one message each morning from Monday to Friday, with something small to do: leave them a few minutes for it when you make the rosters. All who lead the team get this question, and the first answer counts. *Choose another week* has the other challenges, too.';

const asking = (question: string, monday: CalendarDay): Message => {
  const text = `${question}\n${howItGoes}`;
  return {
    text,
    blocks: [
      section(text),
      actions(
        button(actionIds.challengeAskStart, 'Start', { value: monday, isPrimary: true }),
        button(actionIds.challengeAskOther, 'Choose another week', { value: monday }),
        button(actionIds.challengeAskDecline, 'Not this year', { value: monday }),
      ),
    ],
  };
};

const wholeQuestion = (pack: ChallengePack, monday: CalendarDay): string =>
  `Customer Service Week begins on ${dayInWords(monday)}. Shall I run *${packName(pack)}* with your team?`;

/** Asks each manager, eight weeks ahead. One answer counts for all of them. */
export const challengeQuestion = (pack: ChallengePack, monday: CalendarDay): Message =>
  asking(wholeQuestion(pack, monday), monday);

/** Asks them once more, three weeks ahead, when none has answered. */
export const challengeReminder = (pack: ChallengePack, monday: CalendarDay): Message =>
  asking(`${wholeQuestion(pack, monday)} Nobody has answered yet, and I do not ask again.`, monday);

/** What stands in place of the question once it is answered, by whomever. */
export const questionAnswered = (
  outcome: AskOutcome,
  readerId: string,
  { isPlain = false }: { isPlain?: boolean } = {},
): Message => {
  if (outcome.kind === 'too-late')
    return paragraph(
      'That Customer Service Week has come, so this question is closed. `/brag challenge start` runs the challenge in any other week.',
    );
  // Beside a field of a form Slack shows no names for ids.
  const other = isPlain ? 'Another manager' : mention(outcome.by);
  const who = outcome.by === readerId ? 'You' : other;
  const verb = outcome.by === readerId ? 'have' : 'has';
  if (outcome.kind === 'declined')
    return paragraph(
      `${who} ${verb} answered: not this year. If that changes, \`/brag challenge start\` runs it in any week.`,
    );
  if (outcome.kind === 'called-off')
    return paragraph(
      `${who} ${verb} answered: start. Since then it was called off. \`/brag challenge start\` runs it in any week.`,
    );
  return paragraph(
    `:white_check_mark: ${who} ${verb} started *${packName(outcome.pack)}*: ${daysInWords(outcome.days)}. \`/brag challenge\` shows it, and moves it or calls it off.`,
  );
};

const invitationWords: Record<Invitation, string> = {
  none: 'The wall is not told; people join with `/brag challenge`.',
  'on-friday': 'The wall is invited on the Friday before, and the closing is posted there.',
  now: 'The wall is invited now, and the closing is posted there.',
  done: 'The wall has its invitation, and the closing is posted there.',
};

/** Told to the manager who started or changed a run. */
export const challengePlanned = (
  { pack, days }: RunInWords,
  { nudgeAt, invitation, isNew }: { nudgeAt: string; invitation: Invitation; isNew: boolean },
): Message =>
  paragraph(
    `:white_check_mark: *${packName(pack)}* is ${isNew ? 'planned' : 'changed'}: ${daysInWords(days)}, with a message at ${nudgeAt} in each person's own time zone. ${invitationWords[invitation]} \`/brag challenge\` shows it, and moves it or calls it off.`,
  );

export const challengeCalledOff = (participantCount: number): Message =>
  paragraph(
    participantCount === 0
      ? 'The challenge is called off. Nobody had joined yet.'
      : 'The challenge is called off, and everybody who is in it is told.',
  );

/** What stands where something was told of a challenge that is no longer known. */
export const challengeForgotten = paragraph(
  'I do not know this challenge any more. `/brag challenge` shows what is on.',
);

export const challengeLeft = paragraph(
  'You have left the challenge. Nothing more comes from it. If you change your mind, `/brag challenge` lets you join again.',
);
