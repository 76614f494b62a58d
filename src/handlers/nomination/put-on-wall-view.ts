import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { guardCustomerData } from '../../domain/customer-data.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import {
  type PutOnWallDeps,
  type PutOnWallOutcome,
  putOnWall,
  winAbout,
} from '../../operations/nomination/put-on-wall.ts';
import { unknownForm } from '../../views/apology.ts';
import { winFormIds as ids } from '../../views/ids.ts';
import { type Message, messageModal } from '../../views/message.ts';
import { notPosted } from '../../views/nomination-original.ts';
import { postingWin } from '../../views/win/win-answer.ts';
import { winForm } from '../../views/win/win-form.ts';
import { principleNamesInTime, zoneInTime } from '../decided-in-time.ts';
import { closeForm, type FormErrors, keepOpen } from '../form-answer.ts';
import { storedInTime } from '../stored-in-time.ts';
import { showInModal } from '../win/answer-anew.ts';
import { type AnswerAuthorDeps, answerToAuthor, faultInForm } from '../win/answer-author.ts';
import { readCustomerDataChoice, readWinForm, submissionFrom } from '../win/win-form-values.ts';
import { type AnswerMadeDeps, answerMade } from './answer-made.ts';
import { putOnWallMetadata, putOnWallTitle } from './put-on-wall-form.ts';

type Args = AllMiddlewareArgs & SlackViewMiddlewareArgs<ViewSubmitAction>;
type ViewDeps = PutOnWallDeps & AnswerAuthorDeps & AnswerMadeDeps & Pick<Deps, 'clock' | 'background'>;
type Form = NonNullable<ReturnType<typeof putOnWallMetadata.read>>;

const errorsOf = (outcome: PutOnWallOutcome): FormErrors => {
  if (outcome.kind === 'refused') return { [ids.text]: faultInForm(outcome.fault) };
  return outcome.kind === 'not-copied' ? { [ids.text]: notPosted(outcome.why) } : undefined;
};

/** Nothing is left to say in place of a form that is still open. */
const answerTo = async (
  deps: ViewDeps,
  outcome: PutOnWallOutcome,
  userId: string,
  { original }: Form,
): Promise<Message | undefined> => {
  if (outcome.kind === 'stored') return answerToAuthor(deps, outcome, userId);
  if (outcome.kind !== 'made-already' || !original) return undefined;
  const win = await winAbout(deps, original);
  return win && answerMade(deps, win, userId);
};

/** Put on the wall's Post it. Whoever is chosen is credited; the answer takes the place of the form. */
export const createPutOnWallView =
  (deps: ViewDeps) =>
  async ({ ack, body, client, view }: Args): Promise<void> => {
    const form = putOnWallMetadata.read(view.private_metadata);
    if (!form) return keepOpen(ack, ids.text, unknownForm);
    const entered = readWinForm(view.state.values);
    const choice = readCustomerDataChoice(view.state.values);
    const guarded = guardCustomerData(entered, choice, await zoneInTime(deps));
    if (guarded.kind === 'ask') {
      const { customerData } = guarded;
      const principleNames = await principleNamesInTime(deps);
      const asked = { metadata: view.private_metadata, principleNames, customerData };
      return ack({ response_action: 'update', view: winForm({ kind: 'message', ...entered, ...asked }) });
    }
    const { values } = guarded;
    const submission = { ...submissionFrom(body.user.id, values), heroIds: values.userIds };
    const told = { typed: values.typed, original: form.original };
    const work = putOnWall(deps, submission, told, deps.clock.now());
    const stored = await storedInTime(deps, 'nomination', work);
    const shownInstead = () => messageModal(putOnWallTitle, postingWin);
    await closeForm(ack, stored, { errorsOf, silentAt: ids.text, shownInstead });
    const outcome = await stored.atLast;
    const answer = outcome && (await answerTo(deps, outcome, body.user.id, form));
    if (!answer) return;
    await showInModal(deps, client, view.id, answer, putOnWallTitle);
    if (outcome.kind !== 'stored') return;
    const noticeKey = deliveryKey.copied(outcome.winId);
    deps.background.run('nomination', async () => {
      await deps.outbox.deliver(noticeKey);
    });
  };
