import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import type { LeftOut } from '../../domain/credit.ts';
import { guardCustomerData } from '../../domain/customer-data.ts';
import { type ChangeOutcome, changeWin } from '../../operations/win/change-win.ts';
import { unknownForm } from '../../views/apology.ts';
import { winFormIds as ids } from '../../views/ids.ts';
import { changeRefusals } from '../../views/win/win-answer.ts';
import { winForm } from '../../views/win/win-form.ts';
import { closeForm, type FormErrors, keepOpen } from '../form-answer.ts';
import { storedInTime } from '../stored-in-time.ts';
import { zoneInTime } from '../zone-in-time.ts';
import { answerAboutWin, faultInForm } from './answer-author.ts';
import { changeMetadata, readCustomerDataChoice, readWinForm } from './win-form-values.ts';

type Args = AllMiddlewareArgs & SlackViewMiddlewareArgs<ViewSubmitAction>;
type ChangeDeps = Pick<
  Deps,
  | 'clock'
  | 'store'
  | 'installation'
  | 'workspace'
  | 'people'
  | 'channels'
  | 'recountWin'
  | 'refreshWallMessage'
  | 'background'
  | 'logger'
  | 'outbox'
  | 'answerLater'
>;

const errorsOf = (outcome: ChangeOutcome): FormErrors => {
  if (outcome.kind === 'saved') return undefined;
  if (outcome.kind === 'refused') return { [ids.text]: faultInForm(outcome.fault) };
  if (outcome.kind === 'nobody-credited') return { [ids.people]: changeRefusals['nobody-credited'] };
  return { [ids.text]: changeRefusals[outcome.kind] };
};

/** The private answer beside which the form was opened said what was so before. */
const answerAnew = async (
  deps: ChangeDeps,
  { winId, responseUrl }: NonNullable<ReturnType<typeof changeMetadata.read>>,
  leftOut: readonly LeftOut[],
): Promise<void> => {
  const answer = await answerAboutWin(deps, winId, { leftOut, fellBackToAuthor: false, customerData: [] });
  await deps.answerLater(responseUrl, answer, { replaces: true });
};

/** Save in the form for changing a win. */
export const createWinChangeView =
  (deps: ChangeDeps) =>
  async ({ ack, body, view }: Args): Promise<void> => {
    const metadata = changeMetadata.read(view.private_metadata);
    if (!metadata) return keepOpen(ack, ids.text, unknownForm);
    const values = readWinForm(view.state.values);
    const guarded = guardCustomerData(
      values,
      readCustomerDataChoice(view.state.values),
      await zoneInTime(deps),
    );
    if (guarded.kind === 'ask') {
      const { customerData } = guarded;
      const form = { kind: 'change', metadata: view.private_metadata, ...values, customerData } as const;
      return ack({ response_action: 'update', view: winForm(form) });
    }
    const { typed, userIds, ...details } = guarded.values;
    const change = { ...metadata, typed, heroIds: userIds, details };
    const work = changeWin(deps, change, body.user.id, deps.clock.now());
    const stored = await storedInTime(deps, 'win', work);
    const outcome = await closeForm(ack, stored, { errorsOf, silentAt: ids.text });
    if (outcome?.kind === 'saved' && metadata.responseUrl) await answerAnew(deps, metadata, outcome.leftOut);
  };
