import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Deps } from '../../deps.ts';
import { usualLanguage, voicePageIn } from '../../domain/voice-page.ts';
import { type Asked, type AskOutcome, askCustomer } from '../../operations/voice/ask-customer.ts';
import { unknownForm } from '../../views/apology.ts';
import { messageModal, paragraph } from '../../views/message.ts';
import { unstoredForm } from '../../views/unstored.ts';
import { meanwhileWords } from '../../views/voice/ask-link.ts';
import { askPreview } from '../../views/voice/ask-preview.ts';
import { askRefused, askTitle, momentFaults } from '../../views/voice/ask-words.ts';
import { storedInTime } from '../stored-in-time.ts';
import { instantIn, previewMetadata } from './ask-form-values.ts';
import { type AskViewDeps, previewFor } from './ask-view.ts';
import { linkOf, showPick, showPicture } from './show-link.ts';

type Args = AllMiddlewareArgs & SlackViewMiddlewareArgs<ViewSubmitAction>;
type Unmade = Exclude<AskOutcome, { kind: 'made' }>;

const insteadOfLink = (
  deps: AskViewDeps,
  asked: Asked,
  userId: string,
  outcome: Unmade,
): Promise<ModalView> | ModalView => {
  switch (outcome.kind) {
    case 'asked-meanwhile':
      return previewFor(deps, { ...asked, linkMadeAt: outcome.voice?.linkMadeAt }, userId, {
        notice: meanwhileWords(outcome.voice, userId),
        isAnother: true,
      });
    case 'blank':
    case 'too-long':
      return messageModal(askTitle, paragraph(momentFaults[outcome.kind]));
    default:
      return messageModal(askTitle, askRefused(outcome));
  }
};

/** Make the link, below the preview: no field is there to say beside what is wrong, so it is said in its place. */
export const createAskLinkView =
  (deps: AskViewDeps & Pick<Deps, 'background' | 'refreshNote'>) =>
  async ({ ack, body, view, client }: Args): Promise<void> => {
    const show = (shown: ModalView) => ack({ response_action: 'update', view: shown });
    const metadata = previewMetadata.read(view.private_metadata);
    if (!metadata) return show(messageModal(askTitle, paragraph(unknownForm)));
    const { winId, moment, customerAlias } = metadata;
    const asked = { winId, moment, customerAlias, linkMadeAt: instantIn(metadata.linkMadeAt) };
    const userId = body.user.id;
    const stored = await storedInTime(deps, 'voice', askCustomer(deps, asked, userId, deps.clock.now()));
    if (stored.kind !== 'stored') {
      const notice = unstoredForm[stored.kind];
      const says = voicePageIn(deps.voicePages, usualLanguage);
      const again = {
        metadata: view.private_metadata,
        says,
        businessName: undefined,
        askedDaysAgo: undefined,
      };
      return show(askPreview({ ...again, moment, customerAlias, notice }));
    }
    const { outcome } = stored;
    if (outcome.kind !== 'made') return show(await insteadOfLink(deps, asked, userId, outcome));
    const made = { winId, linkMadeAt: outcome.linkMadeAt, link: outcome.link };
    await show(linkOf(made));
    if (outcome.isPicked) showPick(deps, winId);
    await showPicture(deps, client, view.id, made);
  };
