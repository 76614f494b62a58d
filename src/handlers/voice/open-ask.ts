import type { ModalView } from '@slack/types';
import type { Deps } from '../../deps.ts';
import { voiceState } from '../../domain/voice.ts';
import { usualLanguage, voicePageIn } from '../../domain/voice-page.ts';
import { firstWordsOf } from '../../domain/win.ts';
import type { Voice } from '../../models/voice.ts';
import { type Askable, type AskDeps, isRefusedAsk, winToAsk } from '../../operations/voice/ask-customer.ts';
import { askedDaysAgo, daysAgoFor } from '../../operations/voice/asked-before.ts';
import { saidInWin } from '../../operations/win/said-in-win.ts';
import { askForm } from '../../views/voice/ask-form.ts';
import { askedView } from '../../views/voice/ask-link.ts';
import { askRefused } from '../../views/voice/ask-words.ts';
import { type SystemArgs, showSystem } from '../brag-system.ts';
import { answerPrivately } from '../ephemeral.ts';
import { openForm } from '../open-form.ts';
import { askMetadata } from './ask-form-values.ts';

type OpenDeps = AskDeps & Pick<Deps, 'clock' | 'voicePages'>;

/** A win's customer is who the win says, until whoever asked said better. */
const formFor = async (deps: OpenDeps, { win, voice }: Askable, userId: string): Promise<ModalView> => {
  const customerAlias = (voice ? voice.customerAlias : win.customerAlias) ?? undefined;
  const words = firstWordsOf(saidInWin(win));
  const about = { alias: customerAlias, winId: win._id, userId };
  return askForm({
    metadata: askMetadata.write({ winId: win._id, words, linkMadeAt: voice?.linkMadeAt.getTime() }),
    words,
    moment: voice?.moment ?? undefined,
    question: voicePageIn(deps.voicePages, usualLanguage).question,
    customerAlias,
    askedDaysAgo: await askedDaysAgo(deps, about, deps.clock.now()),
    customerData: [],
  });
};

/** How it stands with a question that nobody has answered. `notice`: what happened since the person looked. */
export const askedViewFor = async (
  deps: OpenDeps,
  voice: Voice,
  reader: string,
  notice?: string,
): Promise<ModalView> => {
  const now = deps.clock.now();
  const daysAgo = await daysAgoFor(deps, reader, now);
  return askedView({
    winId: voice._id,
    linkMadeAt: voice.linkMadeAt,
    askedBy: voice.askedBy,
    reader,
    daysAgo: daysAgo(voice.linkMadeAt),
    moment: voice.moment ?? '',
    customerAlias: voice.customerAlias ?? undefined,
    isEnded: voiceState(voice, now) === 'ended',
    notice,
  });
};

type Show = (args: SystemArgs, view: ModalView) => Promise<void>;

const over: Show = async ({ client, body, respond }, view) => {
  const doubt = await openForm(client, body, view);
  if (doubt) await answerPrivately(respond, doubt);
};

const opening =
  (show: Show, viewFor: (deps: OpenDeps, found: Askable, userId: string) => Promise<ModalView>) =>
  async (deps: OpenDeps, args: SystemArgs, winId: string): Promise<void> => {
    const found = await winToAsk(deps, winId, args.userId);
    if (isRefusedAsk(found)) return answerPrivately(args.respond, askRefused(found));
    await show(args, await viewFor(deps, found, args.userId));
  };

/** Ask the customer: the form, or how it stands once somebody has asked. */
export const openAsk = opening(over, (deps, found, userId) =>
  found.voice ? askedViewFor(deps, found.voice, userId) : formFor(deps, found, userId),
);

/** Change the words: the form, in the place of what is asked. */
export const openAskForm = opening(showSystem, formFor);
