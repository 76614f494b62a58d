import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { databaseLimitMs, withDeadline } from '../../operations/deadline.ts';
import { type ChangeOutcome, changeWin } from '../../operations/win/change-win.ts';
import { winFormIds as ids } from '../../views/ids.ts';
import { changeRefusals, refusals } from '../../views/win/win-answer.ts';
import { winForm } from '../../views/win/win-form.ts';
import { faultWords } from './answer-author.ts';
import { guardCustomerData, readWinForm } from './win-form-values.ts';

type Args = AllMiddlewareArgs & SlackViewMiddlewareArgs<ViewSubmitAction>;
type ChangeDeps = Pick<
  Deps,
  | 'clock'
  | 'store'
  | 'installation'
  | 'people'
  | 'recountWin'
  | 'refreshWallMessage'
  | 'background'
  | 'logger'
>;

const readMetadata = (metadata: string): { winId: string; edition: number } => {
  const parsed: unknown = JSON.parse(metadata);
  const { winId, edition } = parsed as { winId?: unknown; edition?: unknown };
  return { winId: String(winId), edition: Number(edition) };
};

const errorsFor = (outcome: ChangeOutcome): Record<string, string> | undefined => {
  if (outcome.kind === 'saved') return undefined;
  if (outcome.kind === 'refused') return { [ids.text]: faultWords(outcome.fault) };
  if (outcome.kind === 'nobody-credited') return { [ids.people]: changeRefusals['nobody-credited'] };
  return { [ids.text]: changeRefusals[outcome.kind] };
};

/** Save in the form for changing a win. */
export const createWinChangeView =
  (deps: ChangeDeps) =>
  async ({ ack, body, view }: Args): Promise<void> => {
    const metadata = view.private_metadata;
    const guarded = guardCustomerData(view.state.values, readWinForm(view.state.values));
    if (guarded.kind === 'ask') {
      const form = { kind: 'change', metadata, ...readWinForm(view.state.values) } as const;
      await ack({
        response_action: 'update',
        view: winForm({ ...form, customerData: guarded.customerData }),
      });
      return;
    }
    const { typed, userIds, ...details } = guarded.values;
    const change = { ...readMetadata(metadata), typed, heroIds: userIds, details };
    try {
      const work = changeWin(deps, change, body.user.id, deps.clock.now());
      const errors = errorsFor(await withDeadline(work, databaseLimitMs));
      await (errors ? ack({ response_action: 'errors', errors }) : ack());
    } catch (error) {
      deps.logger.error({ feature: 'win', err: error }, 'a change could not be stored in time');
      await ack({ response_action: 'errors', errors: { [ids.text]: refusals.databaseSilentForm } });
    }
  };
