import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { CustomerDataKind } from '../../domain/customer-data.ts';
import {
  maxAliasUnits,
  maxRecoveryHelpers,
  maxWhatUnits,
  type Problem,
  problems,
  type RecoveryFacts,
  type Severity,
  severities,
} from '../../domain/recovery.ts';
import {
  actions,
  button,
  context,
  modal,
  option,
  peopleSelect,
  radioButtons,
  section,
  sections,
  select,
  textInput,
} from '../blocks.ts';
import { actionIds, callbackIds, recoveryFormIds as ids } from '../ids.ts';
import { customerDataBlocks } from '../win/win-form.ts';
import { recoveryRow } from './recovery-card.ts';
import type { StepsShown } from './recovery-steps.ts';
import { problemLabels, recoveryTitle, severityLabels } from './recovery-words.ts';

/** What is filled into the form, as far as it is. */
export interface RecoveryFormValues {
  problem?: Problem | undefined;
  what: string;
  customerAlias?: string | undefined;
  severity?: Severity | undefined;
  doesCustomerKnow?: boolean | undefined;
}

/** Whom the form asks to work on it. */
export interface TeamFormValues {
  ownerId: string | undefined;
  helperIds: readonly string[];
}

interface AskedForm {
  metadata: string;
  /** On top: why it comes again. */
  notice?: string | undefined;
  /** What was found in its texts at the last submit; empty when there is nothing to ask. */
  customerData: readonly CustomerDataKind[];
}

const readers = 'Whoever helps with it';

/** What stands before the fields of a form. */
export const aboveFields = ({ notice, customerData }: AskedForm): KnownBlock[] => [
  ...(notice === undefined ? [] : sections(notice)),
  ...(customerData.length > 0 ? customerDataBlocks(customerData, readers) : []),
];

const knowsOptions = [option('yes', 'Yes'), option('no', 'No, not yet: go first, today')];

const wordFields = (values: RecoveryFormValues): InputBlock[] => [
  select(
    { blockId: ids.problem, label: 'What went wrong?' },
    {
      options: problems.map((problem) => option(problem, problemLabels[problem])),
      chosen: values.problem,
      placeholder: 'Choose one',
    },
  ),
  textInput(
    {
      blockId: ids.what,
      label: 'In a line',
      hint: `What happened, not who did it. Up to ${maxWhatUnits} characters, without an address or a number.`,
    },
    { maxLength: maxWhatUnits, typed: values.what },
  ),
  textInput(
    {
      blockId: ids.customer,
      label: 'For whom?',
      hint: 'A first name or a nickname. Never an address, a number or anything else of the customer.',
    },
    { maxLength: maxAliasUnits, typed: values.customerAlias },
  ),
  radioButtons(
    { blockId: ids.severity, label: 'How bad is it for them?' },
    {
      options: severities.map((severity) => option(severity, severityLabels[severity])),
      chosen: values.severity,
    },
  ),
  radioButtons(
    { blockId: ids.knows, label: 'Do they know yet?' },
    {
      options: knowsOptions,
      chosen: values.doesCustomerKnow === undefined ? undefined : values.doesCustomerKnow ? 'yes' : 'no',
    },
  ),
];

const teamFields = ({ ownerId, helperIds }: TeamFormValues): InputBlock[] => [
  peopleSelect(
    {
      blockId: ids.owner,
      label: 'Who owns it?',
      hint: 'One person who sees it through: you, unless you choose.',
    },
    { most: 1, placeholder: 'Choose one person', chosenIds: ownerId === undefined ? [] : [ownerId] },
  ),
  peopleSelect(
    {
      blockId: ids.helpers,
      label: 'Who helps?',
      hint: `Up to ${maxRecoveryHelpers} people. They get its card at once.`,
      isOptional: true,
    },
    { most: maxRecoveryHelpers, placeholder: 'Choose people', chosenIds: helperIds },
  ),
];

/** What somebody has open already, above the form for another. */
export interface OwnRecoveries {
  shown: readonly StepsShown[];
  /** How many there are besides. */
  others: number;
}

const ownBlocks = ({ shown, others }: OwnRecoveries): KnownBlock[] =>
  shown.length === 0
    ? []
    : [
        section('*Yours that are open*'),
        ...shown.map(recoveryRow),
        ...(others > 0 ? [context(`And ${others} more: find their cards in your messages with me.`)] : []),
        section('*Another one*'),
      ];

export interface RecoveryForm extends AskedForm, RecoveryFormValues, TeamFormValues {
  own: OwnRecoveries;
  /** Of the form that another feature opens. */
  callbackId?: string;
  /** Whether they lead the team, and so may see all. */
  mayList?: boolean;
}

const intro =
  'Something went wrong for a customer? Good that you say so. Twenty seconds, and whoever owns it has a card with what to do.';

/** The form in which one is opened. */
export const recoveryForm = (form: RecoveryForm): ModalView =>
  modal({
    callbackId: form.callbackId ?? callbackIds.recoveryOpen,
    title: recoveryTitle,
    submit: 'Open it',
    close: 'Cancel',
    metadata: form.metadata,
    blocks: [
      section(intro),
      ...(form.mayList ? [actions(button(actionIds.recoveryList, 'All of the team'))] : []),
      ...ownBlocks(form.own),
      ...aboveFields(form),
      ...wordFields(form),
      ...teamFields(form),
    ],
  });

/** The form in which its owner writes it anew. */
export const recoveryEditForm = (form: AskedForm & RecoveryFormValues): ModalView =>
  modal({
    callbackId: callbackIds.recoveryEdit,
    title: 'What went wrong',
    submit: 'Save',
    close: 'Cancel',
    metadata: form.metadata,
    blocks: [...aboveFields(form), ...wordFields(form)],
  });

/** The form in which it is said who works on it. */
export const recoveryTeamForm = (form: Pick<AskedForm, 'metadata' | 'notice'> & TeamFormValues): ModalView =>
  modal({
    callbackId: callbackIds.recoveryTeam,
    title: 'Who works on it',
    submit: 'Save',
    close: 'Cancel',
    metadata: form.metadata,
    blocks: [
      ...aboveFields({ ...form, customerData: [] }),
      ...teamFields(form),
      context('Whoever is new gets the card at once. Whoever is taken off it reads no more of it.'),
    ],
  });

/** What was written, as the form for it takes it. */
export const formValuesOf = (recovery: RecoveryFacts): RecoveryFormValues => {
  const { problem, what, customerAlias, severity, doesCustomerKnow } = recovery;
  return { problem, what, customerAlias: customerAlias ?? undefined, severity, doesCustomerKnow };
};
