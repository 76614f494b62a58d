import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import {
  openRecognition,
  type RecogniseDeps,
  type RecognitionRefused,
  takeRecognitionBack,
} from '../../operations/digest/recognise.ts';
import {
  nothingToTakeBack,
  recognisedAlready,
  recogniseForm,
  recognitionRefused,
  takenBack,
} from '../../views/digest/recognition.ts';
import type { Message } from '../../views/message.ts';
import { answerInPlace, answerPrivately } from '../ephemeral.ts';
import { openForm } from '../open-form.ts';
import { recognisable, recogniseMetadata } from './recognise-form.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

const refusal = ({ why, win, recognition }: RecognitionRefused): Message =>
  win && recognition ? recognisedAlready(win._id, recognition.reason) : recognitionRefused(why);

/** Recognise, beside evidence in managers' edition: opens the form, or says what was said already. */
export const createDigestRecogniseAction =
  (deps: RecogniseDeps) =>
  async ({ ack, action, body, client, respond }: Args): Promise<void> => {
    await ack();
    const open = await openRecognition(deps, (action.value ?? '').split(','), body.user.id);
    if (open.kind === 'refused') return answerPrivately(respond, refusal(open));
    const wins = open.wins.map(recognisable);
    const winIds = wins.map(({ winId }) => winId);
    const form = {
      wins,
      chosenId: winIds[0] ?? '',
      typed: '',
      customerData: [],
      metadata: recogniseMetadata.write({ winIds }),
    };
    const doubt = await openForm(client, body, recogniseForm(form));
    if (doubt) await answerPrivately(respond, doubt);
  };

/** Undo, in the answer. */
export const createDigestRecogniseUndoAction =
  (deps: RecogniseDeps & Pick<Deps, 'clock'>) =>
  async ({ ack, action, body, respond }: Args): Promise<void> => {
    await ack();
    const isDone = await takeRecognitionBack(deps, action.value ?? '', body.user.id, deps.clock.now());
    await answerInPlace(respond, body, isDone ? takenBack : nothingToTakeBack);
  };
