import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Deps } from '../../deps.ts';
import { guardTexts } from '../../domain/customer-data.ts';
import { voiceLimits } from '../../domain/voice.ts';
import { type AskRefusal, momentFault } from '../../domain/voice-ask.ts';
import { usualLanguage, voicePageIn } from '../../domain/voice-page.ts';
import { nameForCustomers } from '../../domain/workspace.ts';
import { type AskDeps, type Asked, isRefusedAsk, winToAsk } from '../../operations/voice/ask-customer.ts';
import { askedDaysAgo } from '../../operations/voice/asked-before.ts';
import { unknownForm } from '../../views/apology.ts';
import { voiceFormIds as ids } from '../../views/ids.ts';
import { unstoredForm } from '../../views/unstored.ts';
import { askForm } from '../../views/voice/ask-form.ts';
import { meanwhileWords } from '../../views/voice/ask-link.ts';
import { type AskPreview, askPreview } from '../../views/voice/ask-preview.ts';
import { askRefusalWords, momentFaults } from '../../views/voice/ask-words.ts';
import { zoneInTime } from '../decided-in-time.ts';
import { keepOpen } from '../form-answer.ts';
import { storedInTime } from '../stored-in-time.ts';
import { readCustomerDataChoice } from '../win/win-form-values.ts';
import { askMetadata, instantIn, previewMetadata, readAskForm } from './ask-form-values.ts';

type Args = AllMiddlewareArgs & SlackViewMiddlewareArgs<ViewSubmitAction>;
export type AskViewDeps = AskDeps & Pick<Deps, 'clock' | 'logger' | 'workspace' | 'voicePages'>;

/** What the customer is going to see, with what there is to say before. */
export const previewFor = async (
  deps: AskViewDeps,
  { winId, moment, customerAlias, linkMadeAt }: Asked,
  userId: string,
  said: Pick<AskPreview, 'notice' | 'isAnother'> = {},
): Promise<ModalView> => {
  const [workspace, days] = await Promise.all([
    deps.workspace(),
    askedDaysAgo(deps, { alias: customerAlias, winId, userId }, deps.clock.now()),
  ]);
  return askPreview({
    metadata: previewMetadata.write({ winId, moment, customerAlias, linkMadeAt: linkMadeAt?.getTime() }),
    businessName: nameForCustomers(workspace),
    moment,
    says: voicePageIn(deps.voicePages, usualLanguage),
    customerAlias,
    askedDaysAgo: days,
    ...said,
  });
};

const isSameLink = (one: Date | undefined, other: Date | undefined): boolean =>
  one?.getTime() === other?.getTime();

/** The preview, or why there is none: the win may have been taken down while the form was open. */
const previewOrRefusal = async (
  deps: AskViewDeps,
  asked: Asked,
  userId: string,
): Promise<ModalView | AskRefusal> => {
  const found = await winToAsk(deps, asked.winId, userId);
  if (isRefusedAsk(found)) return found;
  const linkMadeAt = found.voice?.linkMadeAt;
  if (isSameLink(linkMadeAt, asked.linkMadeAt)) return previewFor(deps, asked, userId);
  const notice = meanwhileWords(found.voice, userId);
  return previewFor(deps, { ...asked, linkMadeAt }, userId, { notice, isAnother: true });
};

/** Preview, in the form. Nothing is stored yet. */
export const createAskView =
  (deps: AskViewDeps) =>
  async ({ ack, body, view }: Args): Promise<void> => {
    const metadata = askMetadata.read(view.private_metadata);
    if (!metadata) return keepOpen(ack, ids.moment, unknownForm);
    const typed = readAskForm(view.state.values);
    const fault = momentFault(typed.moment);
    if (fault) return keepOpen(ack, ids.moment, momentFaults[fault]);
    if ((typed.customerAlias?.length ?? 0) > voiceLimits.customerAlias)
      return keepOpen(ack, ids.customer, momentFaults['too-long']);
    const choice = readCustomerDataChoice(view.state.values);
    const guarded = guardTexts(typed, ['moment', 'customerAlias'], choice, await zoneInTime(deps));
    if (guarded.kind === 'ask') {
      const { customerData } = guarded;
      const { question } = voicePageIn(deps.voicePages, usualLanguage);
      const form = {
        metadata: view.private_metadata,
        words: metadata.words,
        question,
        askedDaysAgo: undefined,
      };
      await ack({ response_action: 'update', view: askForm({ ...form, ...typed, customerData }) });
      return;
    }
    const { winId, linkMadeAt } = metadata;
    const asked = { winId, linkMadeAt: instantIn(linkMadeAt), ...guarded.values };
    const stored = await storedInTime(deps, 'voice', previewOrRefusal(deps, asked, body.user.id));
    if (stored.kind !== 'stored') return keepOpen(ack, ids.moment, unstoredForm[stored.kind]);
    const { outcome } = stored;
    if ('kind' in outcome) return keepOpen(ack, ids.moment, askRefusalWords(outcome));
    await ack({ response_action: 'push', view: outcome });
  };
