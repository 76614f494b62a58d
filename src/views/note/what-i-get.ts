import type { ActionsBlock, ModalView, SectionBlock } from '@slack/types';
import { addDays, type CalendarDay, dayInWords, type LocalTime, mondayOf } from '../../domain/calendar.ts';
import {
  type AnswerTopic,
  earliestNoteAt,
  latestNoteAt,
  type NotePreferences,
  type NoteTopic,
  wantsAnswer,
} from '../../domain/note.ts';
import { isSnoozed, latestSnooze, type SnoozeChoice, type SnoozeFault } from '../../domain/snooze.ts';
import type { QuietDays } from '../../domain/workspace.ts';
import {
  actions,
  button,
  checkbox,
  checkboxes,
  datePicker,
  modal,
  option,
  radioButtons,
  section,
} from '../blocks.ts';
import { actionIds, callbackIds, whatIGetIds as ids } from '../ids.ts';
import { type Message, paragraph } from '../message.ts';
import { listed, zoneInWords } from '../words.ts';

/** What somebody gets, as things stand on this day of theirs. */
export interface WhatIGet {
  /** Those that are for them. */
  topics: readonly NoteTopic[];
  preferences: NotePreferences;
  today: CalendarDay;
  zone: string;
  noteAt: LocalTime;
  quietDays: QuietDays;
}

export const whatIGetTitle = 'What I get';

const topicLabels: Record<NoteTopic, string> = {
  challenge: 'Challenges that I am in: each day, what changes, how it ended',
  plans: 'My plans: on their day, and how it went two weeks later',
  recoveries: 'What I put right or help with: the next step, whether all is well again',
  lessons: 'What I took on to change: its day',
  praise: 'A win of mine becomes exceptional, words to me alone, and thanks',
  'own-wins': 'A win or lesson of mine is taken down, or managers decide about a report',
  digest: 'For managers: who took part in the week, who went unnoticed',
  'service-week': 'For managers: whether to run Customer Service Week, once a year',
  team: 'For managers: the wall is lost, a win cannot be posted, and such',
};

/** The same within a sentence. */
const topicNames: Record<NoteTopic, string> = {
  challenge: 'challenges',
  plans: 'your plans',
  recoveries: 'what you put right',
  lessons: 'what you took on to change',
  praise: 'exceptional wins and words to you alone',
  'own-wins': 'wins of yours that are taken down, and reports',
  digest: "the managers' week",
  'service-week': 'Customer Service Week',
  team: 'what the team needs of its managers',
};

const daysInWords = ({ weekends, country, dates }: QuietDays): string => {
  const days = weekends ? 'from Monday to Friday' : 'on any day';
  const free = [...(country ? ['public holidays'] : []), ...(dates.length > 0 ? ['days that are free'] : [])];
  return free.length > 0 ? `${days} except ${listed(free)}` : days;
};

const about = ({ noteAt, zone, quietDays }: WhatIGet): string =>
  [
    `I send you *one message a day at most: your note*. It comes at ${noteAt} your time (${zoneInWords(zone)}), ${daysInWords(quietDays)}, and only with something in it; never before ${earliestNoteAt} or after ${latestNoteAt}. A challenge's day comes on that day.`,
    'What you do yourself I answer at once, whatever is set here. Only you can change it.',
  ].join('\n');

/** Says until when somebody is left alone, with one click to end that. */
const snoozed = (until: CalendarDay): [SectionBlock, ActionsBlock] => [
  section(`:zzz: *Snoozed*: nothing comes before ${dayInWords(until)}.`),
  actions(button(actionIds.noteWake, 'End the snooze now')),
];

const snoozeOptions = (until: CalendarDay | undefined, today: CalendarDay) => {
  const labels: [SnoozeChoice, string][] = [
    ...(until ? [['keep', `Until ${dayInWords(until)}, as it is`] satisfies [SnoozeChoice, string]] : []),
    ['none', until ? 'No longer' : 'Not now'],
    ['tomorrow', `Until tomorrow, ${dayInWords(addDays(today, 1))}`],
    ['next-week', `Until next week, ${dayInWords(addDays(mondayOf(today), 7))}`],
    ['date', 'Until the day below'],
  ];
  return labels.map(([choice, label]) => option(choice, label));
};

const offBoard = option(
  'off',
  'Keep me off the board, where nobody sees my numbers then, and my name off screens',
);
const silent = option('silent', 'Send me no notes at all, whatever is ticked above');

const writingTips = option('writing-tips' satisfies AnswerTopic, 'Ask me one question when it says little');

/** For choosing what comes in the note. */
export const whatIGetForm = (what: WhatIGet, metadata: string): ModalView => {
  const { topics, preferences, today } = what;
  const { off, isSilent, isOffBoard, snoozedUntil } = preferences;
  const until = isSnoozed(snoozedUntil, today) ? snoozedUntil : undefined;
  return modal({
    callbackId: callbackIds.noteChange,
    title: whatIGetTitle,
    submit: 'Save',
    close: 'Cancel',
    metadata,
    blocks: [
      section(about(what)),
      ...(until ? snoozed(until) : []),
      checkboxes(
        { blockId: ids.topics, label: 'In my note', isOptional: true },
        topics.map((topic) => option(topic, topicLabels[topic])),
        (topic) => !off.has(topic),
      ),
      radioButtons(
        { blockId: ids.snooze, label: 'Snooze everything', isOptional: true },
        { options: snoozeOptions(until, today), chosen: until ? 'keep' : 'none' },
      ),
      datePicker(
        {
          blockId: ids.until,
          label: 'The day on which it starts again',
          hint: 'Counts only with “Until the day below”.',
          isOptional: true,
        },
        until ?? addDays(today, 7),
      ),
      checkbox({ blockId: ids.silent, label: 'Nothing at all', isOptional: true }, silent, isSilent),
      checkbox(
        { blockId: ids.answers, label: 'When I post a win', isOptional: true },
        writingTips,
        wantsAnswer(preferences, 'writing-tips'),
      ),
      checkbox({ blockId: ids.board, label: 'The board', isOptional: true }, offBoard, isOffBoard),
    ],
  });
};

/** Beside the day of a snooze. */
export const snoozeFaults: Record<SnoozeFault, (today: CalendarDay) => string> = {
  'no-date': () => 'Please choose the day on which it starts again.',
  past: () => 'That is not ahead of us. Please choose a day after today.',
  'too-far': (today) =>
    `A snooze lasts a year at most: choose a day up to ${dayInWords(latestSnooze(today))}, or tick "Nothing at all".`,
};

const gets = ({ topics, preferences: { off, isSilent } }: WhatIGet): string => {
  if (isSilent) return 'I send you no notes at all.';
  const [on, without] = [topics.filter((topic) => !off.has(topic)), topics.filter((topic) => off.has(topic))];
  const named = (some: readonly NoteTopic[]): string => listed(some.map((topic) => topicNames[topic]));
  if (on.length === 0) return 'Nothing is left to come in your note, so there is none.';
  return without.length === 0
    ? 'Everything comes in your note.'
    : `Your note tells you of ${named(on)}, and not of ${named(without)}.`;
};

const asks = ({ preferences }: WhatIGet): string =>
  wantsAnswer(preferences, 'writing-tips') ? '' : ' When a win of yours says little, I ask nothing.';

/** Said once it is saved. */
export const whatYouGet = (what: WhatIGet): Message => {
  const { snoozedUntil, isOffBoard } = what.preferences;
  const until = isSnoozed(snoozedUntil, what.today) ? snoozedUntil : undefined;
  const said = paragraph(
    `:white_check_mark: Saved. ${gets(what)}${asks(what)}${isOffBoard ? ' You keep off the board.' : ''} To undo it, open *What I get* again: \`/brag settings\`.`,
  );
  if (!until) return said;
  const blocks = snoozed(until);
  return {
    text: `${said.text} Snoozed: nothing comes before ${dayInWords(until)}.`,
    blocks: [...said.blocks, ...blocks],
  };
};

/** Said once a snooze was ended before its time. */
export const awake = (what: WhatIGet): Message =>
  paragraph(`:white_check_mark: The snooze is over. ${gets(what)}`);
