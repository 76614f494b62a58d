import type { ModalView } from '@slack/types';
import type { CalendarDay } from '../../domain/calendar.ts';
import type { CustomerDataKind } from '../../domain/customer-data.ts';
import { laterStands, planEvidence } from '../../domain/plan.ts';
import { maxWinUnits, type Rung } from '../../domain/win.ts';
import {
  checkbox,
  checkboxes,
  datePicker,
  modal,
  option,
  radioButtons,
  section,
  textInput,
} from '../blocks.ts';
import { callbackIds, planFormIds as ids } from '../ids.ts';
import { customerDataBlocks } from '../win/win-form.ts';
import { type PlanCard, planLine } from './plan-card.ts';
import { aliasInput, planReaders, rungSelect } from './plan-form.ts';
import { evidenceWords, standWords } from './plan-words.ts';

export interface PlanDoneForm {
  metadata: string;
  card: PlanCard;
  typed: string;
  customerAlias: string | undefined;
  rungAfter: Rung | undefined;
  isWin: boolean;
  /** What was found in it at the last submit; empty when there is nothing to ask. */
  customerData: readonly CustomerDataKind[];
}

const winOption = option('win', 'Put it on the wall as a win');

/** Done: what happened, how they left, and a win in the same breath. */
export const planDoneForm = (form: PlanDoneForm): ModalView =>
  modal({
    callbackId: callbackIds.planDone,
    title: 'Done',
    submit: 'Done',
    close: 'Cancel',
    metadata: form.metadata,
    blocks: [
      ...(form.customerData.length > 0
        ? customerDataBlocks(form.customerData, form.isWin ? undefined : planReaders)
        : []),
      section(planLine(form.card)),
      textInput(
        {
          blockId: ids.note,
          label: 'What happened?',
          hint: 'Without the tick below nobody but you reads it. Up to 2,000 characters.',
          isOptional: true,
        },
        { maxLength: maxWinUnits, isMultiline: true, isFocused: true, typed: form.typed },
      ),
      ...(form.card.customerAlias ? [] : [aliasInput(form.customerAlias, true)]),
      rungSelect(ids.rung, 'How did they leave?', form.rungAfter),
      checkbox({ blockId: ids.win, label: 'Share it?', isOptional: true }, winOption, form.isWin),
    ],
  });

/** To another day. */
export const planMoveForm = (form: { metadata: string; card: PlanCard; day: CalendarDay }): ModalView =>
  modal({
    callbackId: callbackIds.planMove,
    title: 'Move this plan',
    submit: 'Move it',
    close: 'Cancel',
    metadata: form.metadata,
    blocks: [
      section(planLine(form.card)),
      datePicker({ blockId: ids.day, label: 'To which day?', hint: 'A plan can be moved twice.' }, form.day),
    ],
  });

/** Two weeks later. */
export const planLaterForm = (metadata: string, card: PlanCard): ModalView =>
  modal({
    callbackId: callbackIds.planLater,
    title: 'Where are they now?',
    submit: 'Say it',
    close: 'Cancel',
    metadata,
    blocks: [
      section(planLine(card)),
      radioButtons(
        { blockId: ids.stand, label: 'Where are they now?' },
        { options: laterStands.map((stand) => option(stand, standWords[stand])) },
      ),
      checkboxes(
        {
          blockId: ids.evidence,
          label: 'What shows that they moved up?',
          hint: 'Without any of these it counts as our guess.',
          isOptional: true,
        },
        planEvidence.map((each) => option(each, evidenceWords[each])),
        () => false,
      ),
    ],
  });
