import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { guardCustomerData } from '../../domain/customer-data.ts';
import { addIdea } from '../../operations/idea/add-idea.ts';
import { unknownForm } from '../../views/apology.ts';
import { ideaTitle } from '../../views/idea/idea.ts';
import { addIdeaAnswer, addIdeaFault, channelFault, minutesFault } from '../../views/idea/idea-answer.ts';
import { ideaForm } from '../../views/idea/idea-form.ts';
import { ideaFormIds as ids } from '../../views/ids.ts';
import { messageModal } from '../../views/message.ts';
import { zoneInTime } from '../decided-in-time.ts';
import { closeForm, keepOpen, keepOpenWith } from '../form-answer.ts';
import { storedInTime } from '../stored-in-time.ts';
import { readCustomerDataChoice } from '../win/win-form-values.ts';
import { ideaMetadata, minutesIn, readIdeaForm } from './idea-form-values.ts';

type Args = AllMiddlewareArgs & SlackViewMiddlewareArgs<ViewSubmitAction>;

/** Add mine, in its form. The idea is stored before the form closes. */
export const createIdeaAddView =
  (deps: Deps) =>
  async ({ ack, body, view }: Args): Promise<void> => {
    const metadata = ideaMetadata.read(view.private_metadata);
    if (!metadata) return keepOpen(ack, ids.text, unknownForm);
    const values = readIdeaForm(view.state.values);
    const minutes = minutesIn(values);
    const faults = {
      ...(minutes === undefined && { [ids.minutes]: minutesFault }),
      ...(values.channels.length === 0 && { [ids.channels]: channelFault }),
    };
    if (minutes === undefined || Object.keys(faults).length > 0) return keepOpenWith(ack, faults);
    const guarded = guardCustomerData(
      values,
      readCustomerDataChoice(view.state.values),
      await zoneInTime(deps),
    );
    if (guarded.kind === 'ask') {
      const { customerData } = guarded;
      const form = ideaForm({ metadata: view.private_metadata, ...values, customerData });
      return ack({ response_action: 'update', view: form });
    }
    const { typed, channels } = guarded.values;
    const idea = { userId: body.user.id, formId: view.id, typed, minutes, channels };
    const stored = await storedInTime(deps, 'idea', addIdea(deps, idea, deps.clock.now()));
    const { responseUrl } = metadata;
    const outcome = await closeForm(ack, stored, {
      errorsOf: addIdeaFault,
      silentAt: ids.text,
      shownInstead: (added) => {
        const answer = addIdeaAnswer(added);
        return answer && responseUrl === undefined ? messageModal(ideaTitle, answer) : undefined;
      },
    });
    const answer = outcome && addIdeaAnswer(outcome);
    if (answer && responseUrl !== undefined) await deps.answerLater(responseUrl, answer);
  };
