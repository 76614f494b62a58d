import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Deps } from '../../deps.ts';
import { makeScreen, type ScreenDeps } from '../../operations/screen/make-screen.ts';
import { unknownForm } from '../../views/apology.ts';
import { messageModal, paragraph } from '../../views/message.ts';
import {
  screenLink,
  screenNameFaults,
  screenRefusalWords,
  screenTitle,
  wallChangedWords,
} from '../../views/screen/screen-list.ts';
import { unstoredForm } from '../../views/unstored.ts';
import { keepOpen } from '../form-answer.ts';
import { textIn } from '../form-field.ts';
import { storedInTime } from '../stored-in-time.ts';
import { screenMetadata } from './screen-form-values.ts';

type Args = AllMiddlewareArgs & SlackViewMiddlewareArgs<ViewSubmitAction>;

/** Make the link, below the list. */
export const createScreenView =
  (deps: ScreenDeps & Pick<Deps, 'clock'>) =>
  async ({ ack, body, view }: Args): Promise<void> => {
    const told = screenMetadata.read(view.private_metadata);
    const block = Object.keys(view.state.values)[0] ?? '';
    const show = (shown: ModalView) => ack({ response_action: 'update', view: shown });
    if (!told) return keepOpen(ack, block, unknownForm);
    const name = textIn(view.state.values, block);
    const work = makeScreen(deps, { name, told }, body.user.id, deps.clock.now());
    const stored = await storedInTime(deps, 'screen', work);
    if (stored.kind !== 'stored') return keepOpen(ack, block, unstoredForm[stored.kind]);
    const { outcome } = stored;
    switch (outcome.kind) {
      case 'made':
        return show(screenLink(outcome));
      case 'faulty':
        return keepOpen(ack, block, screenNameFaults[outcome.fault]);
      case 'wall-changed':
        return keepOpen(ack, block, wallChangedWords);
      default:
        return show(messageModal(screenTitle, paragraph(screenRefusalWords(outcome))));
    }
  };
