import type { ActionsBlockElement, ContextBlock, SectionBlock } from '@slack/types';
import { button, context, option, sectionWithMenu } from './blocks.ts';
import { actionIds } from './ids.ts';

interface SystemEntry {
  /** What the composer's menu sends back: the keyword that does the same. */
  value: string;
  actionId: string;
  label: string;
  hint: string;
}

/** What there is to begin besides a win, in the order in which it is offered everywhere. */
export const systemEntries: readonly SystemEntry[] = [
  {
    value: 'idea',
    actionId: actionIds.ideaOpen,
    label: 'Little extra',
    hint: 'a small kindness to try today',
  },
  {
    value: 'plan',
    actionId: actionIds.planOpen,
    label: 'Plan a treat',
    hint: 'surprise one customer',
  },
  {
    value: 'recover',
    actionId: actionIds.recoveryOpen,
    label: 'Make it right',
    hint: 'when something went wrong',
  },
  {
    value: 'lesson',
    actionId: actionIds.lessonOpen,
    label: 'Silver lining',
    hint: 'what you learnt as a customer',
  },
];

/** On top of the composer: the way to everything that is not a win. */
export const bragMenu = (): SectionBlock =>
  sectionWithMenu(
    'Not a win? The menu has little extras, plans, making it right and silver linings.',
    actionIds.bragMenu,
    systemEntries.map(({ value, label, hint }) => option(value, `${label}: ${hint}`)),
  );

export const systemButtons = (): ActionsBlockElement[] =>
  systemEntries.map(({ actionId, label, hint }) => button(actionId, label, { spoken: `${label}: ${hint}` }));

/** For whoever sees the buttons for the first time. */
export const systemHints = (): ContextBlock =>
  context(systemEntries.map(({ label, hint }) => `*${label}*: ${hint}.`).join('\n'));
