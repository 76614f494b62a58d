import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { hasNominated } from '../../domain/nomination.ts';
import type { Reaction } from '../../operations/nomination/nominate.ts';
import { type PendingReactionDeps, takeReaction } from '../../operations/nomination/pending-reaction.ts';
import { noteEmoji } from '../../operations/nomination/seen-emoji.ts';

type Args = AllMiddlewareArgs & SlackEventMiddlewareArgs<'reaction_added' | 'reaction_removed'>;
type ReactionDeps = PendingReactionDeps & Pick<Deps, 'installation' | 'clock' | 'emojiNames'>;

/** A reaction came or went: a nomination of a win, or of any other message that becomes one. */
export const createReactionEvent =
  (deps: ReactionDeps) =>
  async ({ event }: Args): Promise<void> => {
    if (event.item.type !== 'message') return;
    await noteEmoji(deps, event.reaction);
    if (!hasNominated(await deps.workspace(), event.reaction)) return;
    const reaction: Reaction = {
      userId: event.user,
      name: event.reaction,
      place: { channelId: event.item.channel, ts: event.item.ts },
      isAdded: event.type === 'reaction_added',
      eventTs: event.event_ts,
    };
    // Slack may leave out who wrote a message when it was an app.
    const { botUserId } = deps.installation;
    const isOurs = (event.item_user ?? botUserId) === botUserId;
    await takeReaction(deps, reaction, isOurs, deps.clock.now());
  };
