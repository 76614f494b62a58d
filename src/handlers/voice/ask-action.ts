import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Deps } from '../../deps.ts';
import { type AskDeps, askAnew, takeBackAsk } from '../../operations/voice/ask-customer.ts';
import { messageModal, paragraph } from '../../views/message.ts';
import { meanwhileWords, takenBackView } from '../../views/voice/ask-link.ts';
import { askRefused, askTitle, momentFaults } from '../../views/voice/ask-words.ts';
import { type SystemArgs, showSystem } from '../brag-system.ts';
import { readAskedAbout } from './ask-form-values.ts';
import { askedViewFor, openAsk, openAskForm } from './open-ask.ts';
import { linkOf, type ShownLink, showPick, showPicture } from './show-link.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;
type ActionDeps = AskDeps & Pick<Deps, 'clock' | 'background' | 'refreshNote' | 'voicePages'>;

const argsOf = ({ client, respond, body }: Args): SystemArgs => ({
  client,
  respond,
  userId: body.user.id,
  body,
});

/** Ask the customer, wherever a win of one's own is. */
export const createAskAction =
  (deps: ActionDeps) =>
  async (args: Args): Promise<void> => {
    await args.ack();
    await openAsk(deps, argsOf(args), args.action.value ?? '');
  };

/** Change the words, beside what is asked. */
export const createWordsAction =
  (deps: ActionDeps) =>
  async (args: Args): Promise<void> => {
    await args.ack();
    await openAskForm(deps, argsOf(args), args.action.value ?? '');
  };

const asked = (deps: ActionDeps, voice: Parameters<typeof askedViewFor>[1], userId: string) =>
  askedViewFor(deps, voice, userId, meanwhileWords(voice, userId));

const forgotten = messageModal(askTitle, askRefused({ kind: 'forgotten' }));

type NewLink = { view: ModalView; made?: ShownLink };

const newLinkFor = async (deps: ActionDeps, value: string | undefined, userId: string): Promise<NewLink> => {
  const about = readAskedAbout(value);
  if (!about) return { view: forgotten };
  const outcome = await askAnew(deps, about, userId, deps.clock.now());
  switch (outcome.kind) {
    case 'made': {
      const made = { winId: about.winId, linkMadeAt: outcome.linkMadeAt, link: outcome.link };
      if (outcome.isPicked) showPick(deps, about.winId);
      return { view: linkOf(made), made };
    }
    case 'none':
      return { view: takenBackView('none', about.winId) };
    case 'asked-meanwhile':
      if (!outcome.voice) return { view: takenBackView('none', about.winId) };
      return { view: await asked(deps, outcome.voice, userId) };
    case 'blank':
    case 'too-long':
      return { view: messageModal(askTitle, paragraph(momentFaults[outcome.kind])) };
    default:
      return { view: messageModal(askTitle, askRefused(outcome)) };
  }
};

/** Make a new link: the one from before leads nowhere then. */
export const createNewLinkAction =
  (deps: ActionDeps) =>
  async (args: Args): Promise<void> => {
    await args.ack();
    const { body, client } = args;
    const { view, made } = await newLinkFor(deps, args.action.value, body.user.id);
    if (!made || body.view?.type !== 'modal') return showSystem(argsOf(args), view);
    await client.views.update({ view_id: body.view.id, view });
    await showPicture(deps, client, body.view.id, made);
  };

const takenBack = async (deps: ActionDeps, value: string | undefined, userId: string): Promise<ModalView> => {
  const about = readAskedAbout(value);
  if (!about) return forgotten;
  const outcome = await takeBackAsk(deps, about, userId, deps.clock.now());
  switch (outcome.kind) {
    case 'taken-back':
      showPick(deps, about.winId);
      return takenBackView('taken-back', about.winId);
    case 'none':
      return takenBackView('none', about.winId);
    case 'asked-meanwhile':
      return asked(deps, outcome.voice, userId);
    default:
      return messageModal(askTitle, askRefused({ kind: outcome.kind }));
  }
};

/** Take it back: nobody is asked, and the link leads nowhere. */
export const createTakeBackAction =
  (deps: ActionDeps) =>
  async (args: Args): Promise<void> => {
    await args.ack();
    await showSystem(argsOf(args), await takenBack(deps, args.action.value, args.body.user.id));
  };
