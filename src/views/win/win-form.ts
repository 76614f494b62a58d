import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { maxHelpers, maxHeroes } from '../../domain/credit.ts';
import type { CustomerDataKind } from '../../domain/customer-data.ts';
import { ladder, maxWinUnits, noDetails, principles, type WinDetails } from '../../domain/win.ts';
import type { Workspace } from '../../domain/workspace.ts';
import {
  checkbox,
  modal,
  option,
  peopleSelect,
  radioButtons,
  section,
  select,
  textInput,
} from '../blocks.ts';
import { callbackIds, winFormIds as ids } from '../ids.ts';
import { bragMenu } from '../system-menu.ts';
import { principleName, rungLabels } from '../words.ts';
import { customerDataNotice } from './win-answer.ts';

/** Of the form that its author changes a win with. */
export const editTitle = 'Edit this win';

export interface WinFormValues extends WinDetails {
  typed: string;
  userIds: readonly string[];
  /** Left out: none. */
  helperIds?: readonly string[] | undefined;
  /** The words go to those people alone, and not on the wall: in the composer. */
  isOnlyToThem?: boolean | undefined;
}

/** The field that the form opens at. */
export type WinFormFocus = 'text' | 'people';

export interface WinForm extends WinFormValues, Pick<Workspace, 'principleNames'> {
  /** `message`: from somebody's message, and about whoever is chosen. */
  kind: 'compose' | 'change' | 'message';
  /** On top: where what is filled in comes from, or why nothing is. */
  notice?: string;
  focus?: WinFormFocus | undefined;
  /** Travels with the form, as JSON. */
  metadata: string;
  /** What was found in the text at the last submit; empty when there is nothing to ask. */
  customerData: readonly CustomerDataKind[];
}

const rungOptions = ladder.map((rung) => option(rung, rungLabels[rung]));
const principleOptions = (form: Pick<Workspace, 'principleNames'>) =>
  principles.map((principle) => option(principle, principleName(form, principle)));
const maskOptions = [
  option('mask', 'Replace it with •••'),
  option('keep', 'Post it as it is: it is not customer data'),
];

const choice = (
  blockId: string,
  label: string,
  options: typeof rungOptions,
  chosen: string | undefined,
): InputBlock => select({ blockId, label, isOptional: true }, { options, chosen, placeholder: 'Choose one' });

const textBlock = (form: WinForm): InputBlock =>
  textInput(
    {
      blockId: ids.text,
      label: form.kind === 'compose' ? 'What did you do for a customer?' : 'What happened?',
    },
    { maxLength: maxWinUnits, isMultiline: true, isFocused: form.focus !== 'people', typed: form.typed },
  );

const peopleBlock = ({ kind, userIds, focus }: WinForm): InputBlock => {
  const isNew = kind === 'compose';
  return peopleSelect(
    {
      blockId: ids.people,
      label: isNew ? 'Who else made it happen?' : 'Who is credited?',
      isOptional: isNew,
    },
    {
      most: isNew ? maxHeroes - 1 : maxHeroes,
      placeholder: 'Choose people',
      chosenIds: userIds,
      isFocused: focus === 'people',
    },
  );
};

const onlyToThem = option('only-to-them', 'They alone read it, in their note: not on the wall');

const onlyToThemBlock = ({ isOnlyToThem = false }: WinForm): InputBlock =>
  checkbox(
    {
      blockId: ids.onlyToThem,
      label: 'Only to them',
      hint: 'For kind words that are not for everybody: those you chose above read them, and nobody else.',
      isOptional: true,
    },
    onlyToThem,
    isOnlyToThem,
  );

const helpersBlock = ({ helperIds = [] }: WinForm): InputBlock =>
  peopleSelect(
    {
      blockId: ids.helpers,
      label: 'Who helped?',
      hint: 'Without whom it would not have worked: the warehouse, the back office. They get a line of their own.',
      isOptional: true,
    },
    { most: maxHelpers, placeholder: 'Choose people', chosenIds: helperIds },
  );

const customerBlock = (customerAlias: string | undefined, isFocused: boolean): InputBlock =>
  textInput(
    {
      blockId: ids.customer,
      label: 'Who was it for?',
      hint: 'A first name or a nickname. Never an address, a number or anything else of the customer.',
      isOptional: true,
    },
    { maxLength: 80, isFocused, typed: customerAlias },
  );

/** The fields for what a win says besides its text and its people. */
export const detailBlocks = (
  form: WinDetails & Pick<Workspace, 'principleNames'>,
  { isFocused = false } = {},
): InputBlock[] => [
  customerBlock(form.customerAlias, isFocused),
  choice(ids.rung, 'How did they leave?', rungOptions, form.rung),
  choice(ids.principle, 'Which principle does it show?', principleOptions(form), form.principle),
];

/** Asks what to do with what looks like customer data. */
export const customerDataBlocks = (
  kinds: readonly CustomerDataKind[],
  readers = 'Everybody on the wall',
): KnownBlock[] => [
  section(`:warning: ${customerDataNotice(kinds)} ${readers} could read it.`),
  radioButtons(
    { blockId: ids.customerData, label: 'What shall I do with it?' },
    { options: maskOptions, chosen: 'mask' },
  ),
];

const frames = {
  compose: { callbackId: callbackIds.winComposeOrTell, title: 'Brag', submit: 'Post it' },
  change: { callbackId: callbackIds.winChange, title: editTitle, submit: 'Save' },
  message: { callbackId: callbackIds.nominationPutOnWall, title: 'Put on the wall', submit: 'Post it' },
} as const;

/** The composer, the form for what somebody's message tells, and the one for changing a win that is on the wall. */
export const winForm = (form: WinForm): ModalView =>
  modal({
    ...frames[form.kind],
    close: 'Cancel',
    metadata: form.metadata,
    blocks: [
      // Not once something is asked about: what was typed would be gone.
      ...(form.kind === 'compose' && form.customerData.length === 0 ? [bragMenu()] : []),
      ...(form.notice === undefined ? [] : [section(form.notice)]),
      ...(form.customerData.length > 0
        ? customerDataBlocks(form.customerData, form.isOnlyToThem ? 'Whoever gets this' : undefined)
        : []),
      textBlock(form),
      peopleBlock(form),
      ...(form.kind === 'compose' ? [onlyToThemBlock(form)] : []),
      helpersBlock(form),
      ...detailBlocks(form),
    ],
  });

/** The composer, as it opens. */
export const emptyComposer = (metadata: string, principleNames: Workspace['principleNames']): ModalView =>
  winForm({
    kind: 'compose',
    metadata,
    principleNames,
    typed: '',
    userIds: [],
    customerData: [],
    ...noDetails,
  });
