import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { areaName } from '../../domain/holiday-area.ts';
import { earliestNoteAt, latestNoteHour } from '../../domain/note.ts';
import { mostRemedies, mostRemedyUnits } from '../../domain/remedy.ts';
import type { SettingValues } from '../../domain/setting-change.ts';
import {
  monthGoals,
  mostBudgetUnits,
  mostBusinessNameUnits,
  mostPrincipleUnits,
  pickRange,
  retentions,
  thresholds,
} from '../../domain/settings.ts';
import { type Principle, principles, usualPrincipleNames } from '../../domain/win.ts';
import { mostManagers } from '../../domain/workspace-manager.ts';
import {
  actions,
  button,
  channelSelect,
  checkbox,
  context,
  header,
  modal,
  numberInput,
  option,
  peopleSelect,
  section,
  select,
  textInput,
  timePicker,
} from '../blocks.ts';
import { actionIds, callbackIds, settingBlockId } from '../ids.ts';
import { weekdayNames } from '../words.ts';

export interface SettingsForm {
  /** Slack's admins who lead nobody see the list of managers alone. */
  access: 'all' | 'managers';
  values: SettingValues;
  /** Where nobody is named: who is treated as a manager until then. */
  assumedManagerIds: readonly string[] | undefined;
  /** The person cannot see the wall, so Slack cannot show it as chosen. */
  isWallHidden: boolean;
  /** The bot has pages for people without Slack. */
  hasPages: boolean;
  /** What the team is called in Slack. */
  slackName: string | undefined;
  version: number;
  /** Travels with the form, as JSON. */
  metadata: string;
}

type Group = (form: SettingsForm) => KnownBlock[];

const idOf =
  ({ version }: SettingsForm) =>
  (field: string): string =>
    settingBlockId(field, version);

/** Where the names of principles are filled in. */
export const principleField = (principle: Principle): string => `principle_${principle}`;

const wallHint = ({ isWallHidden }: SettingsForm): string =>
  `${isWallHidden ? 'Now it is a private channel that you are not in; left empty, it stays so. ' : ''}A public channel, or a private one that I am in. Older wins stay where they are and keep counting; new ones, and those that still wait, go to the new wall.`;

const wallBlock = (form: SettingsForm): InputBlock => {
  const chosen = form.isWallHidden ? undefined : form.values.wallChannelId;
  return channelSelect(
    {
      blockId: idOf(form)('wallChannelId'),
      label: 'Wall',
      hint: wallHint(form),
      isOptional: chosen === undefined,
    },
    { chosen, placeholder: 'Choose a channel' },
  );
};

const managersBlock = (form: SettingsForm): InputBlock => {
  const { managerIds } = form.values;
  const nobodyYet = 'Nobody is named yet, so the Slack admins are treated as managers. ';
  return peopleSelect(
    {
      blockId: idOf(form)('managerIds'),
      label: 'Managers',
      hint: `${managerIds ? '' : nobodyYet}They see who goes unrecognised, may take wins down, run challenges and change these settings.`,
    },
    {
      most: mostManagers,
      placeholder: 'Choose people',
      chosenIds: (managerIds ?? form.assumedManagerIds ?? []).slice(0, mostManagers),
    },
  );
};

const team: Group = (form) => [header('The team'), wallBlock(form), managersBlock(form)];

const nominations: Group = (form) => [
  header('Nominations'),
  textInput(
    {
      blockId: idOf(form)('nominationEmoji'),
      label: 'Which emoji nominate?',
      hint: 'One to ten names with spaces between them, your own emoji too. Skin tones make no difference. Left empty: trophy and star2.',
      isOptional: true,
    },
    { maxLength: 1_200, typed: form.values.nominationEmoji.map((name) => `:${name}:`).join(' ') },
  ),
  numberInput(
    {
      blockId: idOf(form)('exceptionalThreshold'),
      label: 'How many people make a win exceptional?',
      hint: `From ${thresholds.least} to ${thresholds.most}. Left empty: 3. Badges follow at once, and nothing old is announced anew.`,
      isOptional: true,
    },
    { ...thresholds, typed: String(form.values.exceptionalThreshold) },
  ),
];

const digest: Group = (form) => {
  const { weekday, time } = form.values.digestTime;
  return [
    header('The weekly digest'),
    select(
      {
        blockId: idOf(form)('digestWeekday'),
        label: 'On which day?',
        hint: 'It is about the week before. The time zone is the one below.',
      },
      {
        options: weekdayNames.map((name, index) => option(String(index + 1), name)),
        chosen: String(weekday),
      },
    ),
    timePicker({ blockId: idOf(form)('digestTime'), label: 'At what time?' }, time),
    textInput(
      {
        blockId: idOf(form)('zone'),
        label: 'Time zone',
        hint: 'Where your days and weeks begin: a large city, such as London, or a name such as Europe/London.',
      },
      { maxLength: 100, typed: form.values.zone },
    ),
  ];
};

const weekendsOption = option('weekends', 'Saturdays and Sundays');

const note: Group = (form) => {
  const { weekends, country, dates } = form.values.quietDays;
  return [
    header('Notes and quiet days'),
    timePicker(
      {
        blockId: idOf(form)('noteAt'),
        label: 'When does the note come?',
        hint: `The one message a day that people get from me, in their own time zone: from ${earliestNoteAt} to ${latestNoteHour}.`,
      },
      form.values.noteAt,
    ),
    checkbox(
      {
        blockId: idOf(form)('weekends'),
        label: 'No notes on',
        hint: 'A day of a challenge always comes.',
        isOptional: true,
      },
      weekendsOption,
      weekends,
    ),
    textInput(
      {
        blockId: idOf(form)('country'),
        label: 'Public holidays of',
        hint: 'A country, or one with its part: Germany, or Germany, Bayern, or DE-BY. Left empty: of none.',
        isOptional: true,
      },
      { maxLength: 100, typed: country ? areaName(country) : '' },
    ),
    textInput(
      {
        blockId: idOf(form)('dates'),
        label: 'Further quiet days',
        hint: 'Like 2026-12-24 or 24 December 2026, with commas or one a line.',
        isOptional: true,
      },
      { maxLength: 3_000, isMultiline: true, typed: dates.join('\n') },
    ),
  ];
};

const teamModeOption = option('on', 'Keep every personal count out of sight');
const boardsOption = option('on', 'Show who was seen most, and who noticed others most');

const numbers: Group = (form) => {
  const { isTeamMode, hasBoards, monthGoal } = form.values;
  return [
    header('What is counted'),
    checkbox(
      {
        blockId: idOf(form)('isTeamMode'),
        label: 'Team mode',
        hint: 'Digests, Home and the board count the team alone. Works councils may ask for it.',
        isOptional: true,
      },
      teamModeOption,
      isTeamMode,
    ),
    checkbox(
      {
        blockId: idOf(form)('hasBoards'),
        label: 'Board',
        hint: 'Without, the answer to /brag top is what the team did together, and nobody is listed.',
        isOptional: true,
      },
      boardsOption,
      hasBoards,
    ),
    numberInput(
      {
        blockId: idOf(form)('monthGoal'),
        label: 'Monthly goal',
        hint: 'How many wins of the whole team. Home shows it. Left empty: none.',
        isOptional: true,
      },
      { ...monthGoals, typed: monthGoal === undefined ? '' : String(monthGoal) },
    ),
  ];
};

const principleBlocks: Group = (form) => [
  header('Your names for the principles'),
  context('Left empty, a principle keeps its usual name. Wins that carry it show the new name too.'),
  ...principles.map((principle) =>
    textInput(
      {
        blockId: idOf(form)(principleField(principle)),
        label: usualPrincipleNames[principle],
        isOptional: true,
      },
      { maxLength: mostPrincipleUnits, typed: form.values.principleNames[principle] },
    ),
  ),
];

const keeping: Group = (form) => [
  header('Stories'),
  textInput(
    {
      blockId: idOf(form)('retentionMonths'),
      label: 'Delete stories after how many months?',
      hint: `From ${retentions.least} to ${retentions.most}, or “never”. Left empty: 24. Older stories are deleted here, not in Slack: what is on the wall stays there. Digests keep their totals.`,
      isOptional: true,
    },
    { maxLength: 20, typed: String(form.values.retentionMonths ?? 'never') },
  ),
];

const makingRight: Group = (form) => [
  header('Making it right'),
  timePicker(
    {
      blockId: idOf(form)('workingFrom'),
      label: 'You work from',
      hint: 'On every day that is not quiet. A customer who was let down hears from you within four working hours, or within one when it is serious.',
    },
    form.values.workingHours.from,
  ),
  timePicker({ blockId: idOf(form)('workingTo'), label: 'You work until' }, form.values.workingHours.to),
  textInput(
    {
      blockId: idOf(form)('recoveryBudget'),
      label: 'Budget for making something right',
      hint: 'What anybody may spend without asking, in your words: “up to £20 for each customer”. It is shown beside what can be offered.',
      isOptional: true,
    },
    { maxLength: mostBudgetUnits, isMultiline: true, typed: form.values.recoveryBudget },
  ),
  textInput(
    {
      blockId: idOf(form)('remedies'),
      label: 'What you offer',
      hint: `One a line, up to ${mostRemedies} of ${mostRemedyUnits} characters. Begin with late:, wrong:, broken:, rude:, unreachable: or overcharged: where it is for that alone. They come before mine.`,
      isOptional: true,
    },
    { maxLength: 3_000, isMultiline: true, typed: form.values.remedies.join('\n') },
  ),
];

/** Said where it would be of use, to those who can have it set. */
const noPages =
  'Customers answer on a page of mine, and I have none yet: whoever runs me sets `PUBLIC_URL` (docs/operating.md says how).';

const askingCustomers: Group = (form) => [
  header("The customer's own voice"),
  ...(form.hasPages ? [] : [context(noPages)]),
  textInput(
    {
      blockId: idOf(form)('businessName'),
      label: 'The name your customers know you by',
      hint: `They read it where they are asked how it was for them. ${form.slackName ? `Left empty: ${form.slackName}, as in Slack.` : 'Left empty: the name of your Slack workspace.'}`,
      isOptional: true,
    },
    { maxLength: mostBusinessNameUnits, typed: form.values.businessName },
  ),
  numberInput(
    {
      blockId: idOf(form)('voicePickEvery'),
      label: 'I pick one win in how many?',
      hint: `From ${pickRange.least} to ${pickRange.most}: chance picks whose customer is asked, from now on, so the answers tell how all of them feel. Left empty: whoever did it chooses whom to ask, and the answers tell no such thing.`,
      isOptional: true,
    },
    { ...pickRange, typed: String(form.values.voicePickEvery ?? '') },
  ),
];

const screenNameOptions = [
  option('first', 'First names'),
  option('full', 'Full names'),
  option('none', 'No names: “a colleague”'),
];

const screens: Group = (form) => [
  header('The wall on a screen'),
  select(
    {
      blockId: idOf(form)('screenNames'),
      label: 'Names on screens',
      hint: 'Whoever walks past a screen reads it, guests too. Whoever keeps off the board is named on none.',
    },
    { options: screenNameOptions, chosen: form.values.screenNames },
  ),
  actions(button(actionIds.screenOpen, 'Screens')),
];

const whatIGet = button(actionIds.noteChange, 'What I get');
const more = actions(button(actionIds.settingsHistory, 'What changed'), whatIGet);

const forManagers: readonly Group[] = [
  team,
  nominations,
  digest,
  note,
  numbers,
  principleBlocks,
  keeping,
  makingRight,
  askingCustomers,
  screens,
  () => [more],
];

const forAdmins: readonly Group[] = [
  () => [
    section(
      'As an admin of this Slack workspace you can change who leads the team. Everything else is for its managers to decide.',
    ),
  ],
  (form) => [managersBlock(form)],
  () => [actions(whatIGet)],
];

/**
 * All that a team decides, filled in. `notice`: why it comes again, unsaved. Slack may leave it out of sight above, since
 * Save is below, so the title says it too.
 */
export const settingsForm = (form: SettingsForm, notice: readonly KnownBlock[] = []): ModalView => {
  const title = form.access === 'all' ? 'Settings' : 'Who leads the team?';
  const isAgain = notice.length > 0;
  return modal({
    callbackId: callbackIds.settings,
    title: isAgain ? 'Nothing is saved yet' : title,
    submit: isAgain ? 'Save again' : 'Save',
    close: 'Cancel',
    metadata: form.metadata,
    blocks: [...notice, ...(form.access === 'all' ? forManagers : forAdmins).flatMap((group) => group(form))],
  });
};
