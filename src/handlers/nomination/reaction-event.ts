import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { isNominationEmoji } from '../../domain/nomination.ts';
import type { Place, Win } from '../../models/win.ts';
import { type Reaction, recordReaction } from '../../operations/nomination/nominate.ts';
import { nominateMessage, type PendingReactionDeps } from '../../operations/nomination/pending-reaction.ts';

type Args = AllMiddlewareArgs & SlackEventMiddlewareArgs<'reaction_added' | 'reaction_removed'>;
type ReactionDeps = PendingReactionDeps & Pick<Deps, 'clock'>;

const retryEveryMs = 250;
/** Somebody can react to a wall message before we have written down where it is. */
const patienceMs = 12_000;

const find = async ({ models, installation }: ReactionDeps, place: Place): Promise<Win | null> =>
  (await models.wins.findAt(installation.teamId, place)) ??
  (await models.wins.findMadeFrom(installation.teamId, place));

const findPatiently = async (deps: ReactionDeps, place: Place, mayBeOurs: boolean): Promise<Win | null> => {
  for (let waitedMs = 0; ; waitedMs += retryEveryMs) {
    const win = await find(deps, place);
    if (win || !mayBeOurs || waitedMs >= patienceMs) return win;
    await new Promise((resolve) => setTimeout(resolve, retryEveryMs));
  }
};

/** A reaction came or went: a nomination of a win, or of any other message that becomes one. */
export const createReactionEvent =
  (deps: ReactionDeps) =>
  async ({ event }: Args): Promise<void> => {
    if (event.item.type !== 'message' || !isNominationEmoji(event.reaction)) return;
    const reaction: Reaction = {
      userId: event.user,
      name: event.reaction,
      place: { channelId: event.item.channel, ts: event.item.ts },
      isAdded: event.type === 'reaction_added',
      eventTs: event.event_ts,
    };
    // Slack may leave out who wrote a message when it was an app.
    const mayBeOurs = (event.item_user ?? deps.installation.botUserId) === deps.installation.botUserId;
    const win = await findPatiently(deps, reaction.place, mayBeOurs);
    if (win) return recordReaction(deps, win, reaction, deps.clock.now());
    if (reaction.isAdded && !mayBeOurs) await nominateMessage(deps, reaction, deps.clock.now());
  };
