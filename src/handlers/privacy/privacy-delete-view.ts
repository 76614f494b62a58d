import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { beginErasure, continueErasure } from '../../operations/privacy/erase-person.ts';
import { erasureBegun, erasureNotBegun } from '../../views/privacy/delete-form.ts';
import { storedInTime } from '../stored-in-time.ts';

type Args = AllMiddlewareArgs & SlackViewMiddlewareArgs<ViewSubmitAction>;

/** As soon as it is written down, also when that took longer than a person can wait. */
const goOn = async (deps: Deps, atLast: Promise<string | undefined>): Promise<void> => {
  const id = await atLast;
  if (id !== undefined) await continueErasure(deps, id);
};

/** Delete my data, after the question: of whoever answers it. */
export const createPrivacyDeleteView =
  (deps: Deps) =>
  async ({ ack, body }: Args): Promise<void> => {
    const work = beginErasure(deps, body.user.id, deps.clock.now());
    const stored = await storedInTime(deps, 'privacy', work);
    deps.background.run('privacy', () => goOn(deps, stored.atLast));
    const view = stored.kind === 'stored' ? erasureBegun : erasureNotBegun(stored.kind);
    await ack({ response_action: 'update', view });
  };
