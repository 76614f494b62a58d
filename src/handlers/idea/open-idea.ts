import { offerIdea } from '../../operations/idea/offer-idea.ts';
import { ideaMessage, ideaTitle } from '../../views/idea/idea.ts';
import { messageModal } from '../../views/message.ts';
import { type OpenSystem, showSystem } from '../brag-system.ts';

/** A little extra for today, where there is no conversation to answer in: from Home, a note or the composer. */
export const openIdea: OpenSystem = async (deps, args) => {
  const offer = await offerIdea(deps, args.userId, deps.clock.now());
  await showSystem(args, messageModal(ideaTitle, ideaMessage(offer)));
};
