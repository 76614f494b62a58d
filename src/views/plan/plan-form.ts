import type { KnownBlock, ModalView } from '@slack/types';
import type { CalendarDay } from '../../domain/calendar.ts';
import type { CustomerDataKind } from '../../domain/customer-data.ts';
import { type PlanSize, planLimits, planSizes } from '../../domain/plan.ts';
import { escapeName, escapeSlackText } from '../../domain/slack-text.ts';
import { ladder, type Rung } from '../../domain/win.ts';
import {
  actions,
  button,
  checkbox,
  context,
  datePicker,
  modal,
  option,
  section,
  select,
  textInput,
} from '../blocks.ts';
import { actionIds, callbackIds, planFormIds as ids } from '../ids.ts';
import { customerDataBlocks } from '../win/win-form.ts';
import { rungLabels } from '../words.ts';
import { checkGift } from './plan-card.ts';
import { planSizeWords, planTitle } from './plan-words.ts';

/** A little extra to take into the plan. */
export interface Extra {
  id: string;
  text: string;
  minutes: number;
  isGift: boolean;
}

export interface PlanFormValues {
  customerAlias: string | undefined;
  clue: string | undefined;
  rungBefore: Rung | undefined;
  treat: string | undefined;
  size: PlanSize;
  day: CalendarDay;
  isShared: boolean;
}

export interface PlanForm extends PlanFormValues {
  metadata: string;
  /** How often the bot filled the treat in. */
  fills: number;
  extras: readonly Extra[];
  /** What was taken may be a present. */
  isGift: boolean;
  /** The theme of the day of a challenge that is done with it. */
  theme: string | undefined;
  hasPlans: boolean;
  /** For managers, when somebody shares one. */
  hasShared: boolean;
  /** What was found at the last submit; empty when there is nothing to ask. */
  customerData: readonly CustomerDataKind[];
}

export const notSure = 'not-sure';

const rungOptions = [option(notSure, 'Not sure'), ...ladder.map((rung) => option(rung, rungLabels[rung]))];
const sizeOptions = planSizes.map((size) => option(size, planSizeWords[size]));
const shareOption = option('share', 'Managers may see this plan');

export const askFirst =
  ':speech_balloon: *Ask before you treat:* find out what they would like. The best surprise is one that suits them.';

/** The ladder, where somebody may not know. */
export const rungSelect = (blockId: string, label: string, chosen: Rung | undefined) =>
  select({ blockId, label }, { options: rungOptions, chosen: chosen ?? notSure });

/** Who could read what looks like customer data, before anything is decided about it. */
export const planReaders = 'You, whoever you share it with, and whoever looks after my database,';

export const aliasInput = (customerAlias: string | undefined, isOptional: boolean) =>
  textInput(
    {
      blockId: ids.customer,
      label: 'Who is it for?',
      hint: 'A first name or a nickname. Never an address, a number or anything else of the customer.',
      isOptional,
    },
    { maxLength: planLimits.customerAlias, isFocused: !customerAlias && !isOptional, typed: customerAlias },
  );

const extraBlocks = (extras: readonly Extra[]): KnownBlock[] =>
  extras.length === 0
    ? []
    : [
        ...extras.map(
          (extra): KnownBlock => ({
            ...section(escapeSlackText(extra.text)),
            accessory: button(actionIds.planTake, 'Take this', {
              value: extra.id,
              spoken: `Take this: ${extra.text}`,
            }),
          }),
        ),
        actions(button(actionIds.planOthers, 'Others', { spoken: 'Others: three other ideas' })),
      ];

const listButtons = ({ hasPlans, hasShared }: PlanForm): KnownBlock[] => {
  const buttons = [
    ...(hasPlans ? [button(actionIds.planMine, 'My plans')] : []),
    ...(hasShared ? [button(actionIds.planShared, 'Shared with managers')] : []),
  ];
  return buttons.length > 0 ? [actions(...buttons)] : [];
};

const intro = ({ theme }: PlanForm): KnownBlock[] =>
  theme === undefined ? [] : [section(`*${escapeName(theme)}:* with this plan the day is done.`)];

/** For planning something exceptional for one customer. */
export const planForm = (form: PlanForm): ModalView =>
  modal({
    callbackId: callbackIds.planSave,
    title: planTitle,
    submit: 'Plan it',
    close: 'Cancel',
    metadata: form.metadata,
    blocks: [
      ...listButtons(form),
      ...(form.customerData.length > 0 ? customerDataBlocks(form.customerData, planReaders) : []),
      ...intro(form),
      aliasInput(form.customerAlias, false),
      textInput(
        {
          blockId: ids.clue,
          label: 'One thing you know about them',
          hint: `Something they like or told you. Nothing that they would not want written down, such as health or family. Up to ${planLimits.clue} characters.`,
          isOptional: true,
        },
        { maxLength: planLimits.clue, typed: form.clue },
      ),
      rungSelect(ids.rung, 'Where are they on the ladder?', form.rungBefore),
      textInput(
        {
          blockId: ids.treat(form.fills),
          label: 'What would be a treat for them?',
          hint: `${form.extras.length > 0 ? 'Your own, or take one of these and make it fit. ' : ''}Up to ${planLimits.treat} characters.`,
        },
        { maxLength: planLimits.treat, isMultiline: true, typed: form.treat },
      ),
      ...extraBlocks(form.extras),
      context(form.isGift ? `${askFirst}\n:warning: ${checkGift}` : askFirst),
      select(
        { blockId: ids.size(form.fills), label: 'How much of your day does it take?' },
        { options: sizeOptions, chosen: form.size },
      ),
      datePicker(
        {
          blockId: ids.day,
          label: 'When?',
          hint: 'I remind you in your note of that day, or in the first one after it.',
        },
        form.day,
      ),
      checkbox(
        {
          blockId: ids.share,
          label: 'Share it?',
          hint: 'Without the tick nobody but you can read it.',
          isOptional: true,
        },
        shareOption,
        form.isShared,
      ),
    ],
  });
