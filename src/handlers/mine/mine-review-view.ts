import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { reviewPeriodIn } from '../../domain/mine.ts';
import { makeReview, type ReviewDeps } from '../../operations/mine/make-review.ts';
import { apology } from '../../views/apology.ts';
import { mineFormIds } from '../../views/ids.ts';
import { paragraph } from '../../views/message.ts';
import { reviewMoment, reviewShown } from '../../views/mine/review-form.ts';
import { chosenIn } from '../form-field.ts';

type Args = AllMiddlewareArgs & SlackViewMiddlewareArgs<ViewSubmitAction>;

/** Makes the files of whoever sent the form. That takes longer than Slack waits, so what came of it follows in its place. */
export const createMineReviewView =
  (deps: ReviewDeps & Pick<Deps, 'clock'>) =>
  async ({ ack, body, view, client }: Args): Promise<void> => {
    await ack({ response_action: 'update', view: reviewShown(reviewMoment) });
    const show = (message: Parameters<typeof reviewShown>[0]) =>
      client.views.update({ view_id: view.id, view: reviewShown(message) });
    const period = reviewPeriodIn(chosenIn(view.state.values, mineFormIds.period));
    try {
      await show(await makeReview(deps, body.user.id, period, deps.clock.now()));
    } catch (error) {
      await show(paragraph(apology.message));
      throw error;
    }
  };
