import type { KnownBlock, ModalView } from '@slack/types';
import { momentInWords } from '../../domain/calendar.ts';
import {
  type FieldChange,
  type SettingChange,
  type SettingField,
  settingFields,
} from '../../domain/setting-change.ts';
import { actions, button, context, reading, section, sections } from '../blocks.ts';
import { actionIds } from '../ids.ts';
import { mention } from '../message.ts';
import { listed } from '../words.ts';
import { changeInWords } from './settings-words.ts';

/** What some changes come to for one setting, and who made them. */
interface NetChange {
  change: FieldChange;
  byIds: readonly string[];
}

const netChange = (changes: readonly SettingChange[], field: SettingField): NetChange | undefined => {
  const found = changes.flatMap(({ byId, fields }) =>
    fields.filter((each) => each.field === field).map((change) => ({ change, byId })),
  );
  const [first] = found;
  const last = found.at(-1);
  if (!first || !last) return undefined;
  const change = { ...last.change, from: first.change.from } as FieldChange;
  return { change, byIds: [...new Set(found.map(({ byId }) => byId))] };
};

/** Above the form that comes again, because others saved meanwhile. */
export const overtakenNotice = (changes: readonly SettingChange[]): KnownBlock[] => {
  const net = settingFields.flatMap((field) => netChange(changes, field) ?? []);
  const lines = net.map(({ change, byIds }) => `• ${changeInWords(change)} (${listed(byIds.map(mention))})`);
  return [
    section(':warning: *Nothing is saved yet.* While you had this open, this was changed:'),
    ...sections(lines.join('\n')),
    section(
      'Below is what holds now, with your own changes put in. Look through it, and press *Save again*.',
    ),
  ];
};

/** In place of the form, once it is saved. */
export const settingsSaved = (
  { fields }: Pick<SettingChange, 'fields'>,
  unseenEmoji: readonly string[],
): ModalView => {
  const shown = unseenEmoji.map((name) => `\`:${name}:\``);
  const warning = section(
    `:warning: I have never seen anybody here react with ${listed(shown)}. If it is one of your own emoji, all is well; if it is misspelt, nobody can nominate with it.`,
  );
  return reading({
    title: 'Saved',
    close: 'Close',
    blocks: [
      section(':white_check_mark: It holds from now on.'),
      ...sections(fields.map((change) => `• ${changeInWords(change)}`).join('\n')),
      ...(unseenEmoji.length > 0 ? [warning] : []),
    ],
  });
};

export interface HistoryPage {
  /** Newest first. */
  changes: readonly SettingChange[];
  zone: string;
  /** Whether there are older ones, and whether these are the newest. */
  hasOlder: boolean;
  isFirst: boolean;
}

const entry = ({ byId, at, fields }: SettingChange, zone: string): KnownBlock[] => [
  ...sections(fields.map(changeInWords).join('\n')),
  context(`${mention(byId)}, ${momentInWords(at, zone)}`),
];

/** Who changed what, from what, when. */
export const settingsHistory = ({ changes, zone, hasOlder, isFirst }: HistoryPage): ModalView => {
  const last = changes.at(-1);
  const turns = [
    ...(isFirst ? [] : [button(actionIds.settingsHistoryPage, 'Newest', { value: '' })]),
    ...(hasOlder && last
      ? [button(actionIds.settingsHistoryPage, 'Older', { value: String(last.version) })]
      : []),
  ];
  return reading({
    title: 'What changed',
    close: 'Back',
    blocks: [
      ...(changes.length === 0 ? [section('Nothing was changed yet: everything is as I came.')] : []),
      ...changes.flatMap((change) => entry(change, zone)),
      ...(turns.length > 0 ? [actions(...turns)] : []),
    ],
  });
};
