import { type Message, paragraph } from '../message.ts';
import { counted } from '../words.ts';

/** In the order in which it is told; what was not there is left out. */
const lines: readonly (readonly [name: string, words: (count: number) => string])[] = [
  ['winsDeleted', (count) => `${counted(count, 'win', 'wins')} of yours alone deleted`],
  ['wins', (count) => `${counted(count, 'win', 'wins')} without your name now`],
  ['messagesDeleted', (count) => `${counted(count, 'message', 'messages')} of mine taken out of Slack`],
  [
    'messagesShownAnew',
    (count) => `${counted(count, 'other message', 'other messages')} of mine shown without you`,
  ],
  [
    'nominations',
    (count) => `${counted(count, 'nomination', 'nominations')} that you gave count under no name`,
  ],
  ['tallies', () => 'your numbers taken off the board'],
  [
    'recognitions',
    (count) => `${counted(count, 'line', 'lines')} with which you recognised somebody deleted`,
  ],
  ['signatures', (count) => `${counted(count, 'line', 'lines')} of yours on cards deleted`],
  [
    'privateWords',
    (count) =>
      `${counted(count, 'word', 'words')} to one person alone: those to you deleted, yours without your name`,
  ],
  [
    'recoveries',
    (count) => `${counted(count, 'card', 'cards')} of what is made right for a customer without your name`,
  ],
  ['reports', (count) => `${counted(count, 'report', 'reports')} of yours deleted`],
  ['digests', (count) => `your name taken out of ${counted(count, 'digest', 'digests')}`],
  ['participants', (count) => `${counted(count, 'challenge', 'challenges')} without your name and words`],
  [
    'runs',
    (count) =>
      `${counted(count, 'challenge', 'challenges')} that you started or called off without your name`,
  ],
  ['noteParts', (count) => `${counted(count, 'part', 'parts')} of notes deleted`],
  ['preferences', () => 'what you had turned off forgotten'],
  ['downloads', (count) => `${counted(count, 'file', 'files')} that you asked for deleted`],
  ['settingChanges', (count) => `${counted(count, 'change', 'changes')} of settings without your name`],
];

const leftWords = (count: number): string =>
  `${counted(count, 'message', 'messages')} I could not change, since Slack does not let me any more: the channel is closed to me, say. Ask whoever looks after your Slack to delete them.`;

/** What was done, told once to whoever asked for it. */
export const erasedMessage = (counts: ReadonlyMap<string, number>): Message => {
  const done = lines.flatMap(([name, words]) => {
    const count = counts.get(name) ?? 0;
    return count > 0 ? [`• ${words(count)}`] : [];
  });
  const left = counts.get('leftInSlack') ?? 0;
  return paragraph(
    [
      'Your data is deleted.',
      ...(done.length > 0 ? done : ['There was nothing with your name on it.']),
      ...(left > 0 ? [`:warning: ${leftWords(left)}`] : []),
      'This is the last that I know of you. For 30 days a one-way print keeps reactions from before from counting twice, and then that is gone, too. If you use me again, you are new here.',
    ].join('\n'),
  );
};
