import type { KnownBlock } from '@slack/types';
import { dayInWords } from '../../domain/calendar.ts';
import { type LessonState, type LessonTheme, type LessonVerb, lessonThemes } from '../../domain/lesson.ts';
import { escapeName } from '../../domain/slack-text.ts';
import { excerptOf } from '../../domain/win.ts';
import { actions, button, header, menu, option, sections } from '../blocks.ts';
import { actionIds } from '../ids.ts';
import { type Message, mention, messageLink, topText } from '../message.ts';
import { counted } from '../words.ts';
import { taskWords } from './lesson-card.ts';
import { themeWords } from './lesson-words.ts';

export interface LessonLine {
  lessonId: string;
  theme: LessonTheme;
  state: LessonState;
  story: string | undefined;
  verb: LessonVerb;
  change: string;
  agreeCount: number;
  takenById: string | undefined;
  dueDay: string | undefined;
  changed: string | undefined;
  place: { channelId: string; ts: string } | undefined;
}

export type LessonListing =
  | { kind: 'hidden' | 'none' }
  | {
      kind: 'some';
      /** The one that is shown; undefined: all, each with its newest. */
      theme: LessonTheme | undefined;
      /** The newest first. */
      lines: readonly LessonLine[];
      workspaceUrl: string;
    };

/** Of each theme beside the others, and of the one that was chosen. */
const mostOfEach = 4;
const mostOfOne = 25;
const allThemes = 'all';

/** What waits to be taken on comes first in a meeting, and what is done last. */
const order: readonly LessonState[] = ['open', 'taken', 'changed'];

const standing = ({ state, agreeCount, takenById, dueDay, changed }: LessonLine): string => {
  if (state === 'changed') return `:white_check_mark: Changed: ${escapeName(excerptOf(changed ?? ''))}`;
  if (state === 'taken' && takenById && dueDay)
    return `:raising_hand: Taken on by ${mention(takenById)}, for ${dayInWords(dueDay)}`;
  return `:seedling: Open${agreeCount > 0 ? `, ${counted(agreeCount, 'person says', 'people say')} that we do that too` : ''}`;
};

const lineText = (line: LessonLine, workspaceUrl: string): string => {
  const { story, place } = line;
  const why = story === undefined ? '' : ` Because: “${escapeName(excerptOf(story))}”`;
  const link = place ? ` <${messageLink(workspaceUrl, place)}|See it>` : '';
  return `• So *${taskWords({ ...line, change: excerptOf(line.change) })}*.${why}\n${standing(line)}${link}`;
};

const themeText = (
  theme: LessonTheme,
  lines: readonly LessonLine[],
  { most, workspaceUrl }: { most: number; workspaceUrl: string },
): string => {
  const own = order.flatMap((state) => lines.filter((line) => line.theme === theme && line.state === state));
  if (own.length === 0) return '';
  const others = own.length - most;
  return [
    `*${themeWords[theme]}*`,
    ...own.slice(0, most).map((line) => lineText(line, workspaceUrl)),
    ...(others > 0 ? [`and ${counted(others, 'other', 'others')}: choose this theme below.`] : []),
  ].join('\n');
};

const totals = (lines: readonly LessonLine[]): string => {
  const count = (state: LessonState) => lines.filter((line) => line.state === state).length;
  const facts = [`${count('open')} open`, `${count('taken')} taken on`, `${count('changed')} changed`];
  return facts.filter((fact) => !fact.startsWith('0')).join(' · ');
};

const titled = (text: string, blocks: KnownBlock[]): Message => ({
  text: topText(`*What we learnt as customers*\n${text}`),
  blocks: [header('What we learnt as customers'), ...blocks],
});

const tellOne = () =>
  actions(button(actionIds.lessonOpen, 'Tell one', { spoken: 'Tell one: what you learnt as a customer' }));

const words = {
  hidden:
    ':lock: Lessons are for those who are in the channel of the wall. Ask somebody there to invite you. You can tell one all the same.',
  none: 'Nobody has shared one yet. When something went wrong for you as a customer, tell what we can learn from it: it takes two minutes.',
} as const;

const chooser = (theme: LessonTheme | undefined) =>
  actions(
    menu(
      actionIds.lessonTheme,
      [option(allThemes, 'All themes'), ...lessonThemes.map((each) => option(each, themeWords[each]))],
      theme ?? allThemes,
    ),
    button(actionIds.lessonOpen, 'Tell one', { spoken: 'Tell one: what you learnt as a customer' }),
  );

/** What the team can go through in a meeting: for the one person who asked. */
export const lessonList = (listing: LessonListing): Message => {
  if (listing.kind !== 'some')
    return titled(words[listing.kind], [...sections(words[listing.kind]), tellOne()]);
  const { theme, lines, workspaceUrl } = listing;
  const shown = theme === undefined ? lessonThemes : [theme];
  const most = theme === undefined ? mostOfEach : mostOfOne;
  const texts = shown.map((each) => themeText(each, lines, { most, workspaceUrl })).filter(Boolean);
  const empty = theme === undefined ? [] : [`Nothing about *${themeWords[theme]}* yet.`];
  const said = [totals(lines), ...(texts.length > 0 ? texts : empty)];
  return titled(said.join('\n\n'), [...said.flatMap(sections), chooser(theme)]);
};
