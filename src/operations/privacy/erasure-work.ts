import type { Deps } from '../../deps.ts';
import { failureOf } from '../../domain/delivery.ts';
import { slackErrorCode } from '../../errors.ts';
import type { Erasure } from '../../models/erasure.ts';

export type ErasureWorkDeps = Pick<
  Deps,
  'store' | 'fanOut' | 'refreshWallMessage' | 'recountWin' | 'showDelivery' | 'showNote'
>;

/** There is no such message any more. */
const gone = new Set(['message_not_found', 'channel_not_found']);
/** Slack will not let it be changed, today or later. */
const closed = new Set(['cant_delete_message', 'cant_update_message', 'edit_window_closed']);

type Outcome = 'done' | 'left';

/** Throws what may pass, so that it is tried again. */
const inSlack = async (act: () => Promise<unknown>): Promise<Outcome> => {
  try {
    await act();
    return 'done';
  } catch (error) {
    const code = slackErrorCode(error);
    if (code !== undefined && gone.has(code)) return 'done';
    if (code !== undefined && (closed.has(code) || failureOf(code) === 'no-place')) return 'left';
    throw error;
  }
};

/** Its message is kept equal to it by the job that does so; here it is waited for, as long as Slack takes it. */
const showWin = async (deps: ErasureWorkDeps, winId: string): Promise<void> => {
  await deps.recountWin(winId);
  await deps.refreshWallMessage(winId);
  const win = await deps.store.wins.find(winId);
  if (win?.wall && win.isWallStale && !win.unshown) throw new Error('A win is not shown anew yet');
};

/** A note that is on its way is shown anew by whoever sends it. */
const showPart = async ({ showNote }: ErasureWorkDeps, partKey: string): Promise<void> => {
  await showNote(partKey);
};

/** Does what an erasure still has to do in Slack, and strikes it off as it is done. Throws when Slack wants it later. */
export const workInSlack = async (
  deps: ErasureWorkDeps,
  erasure: Pick<Erasure, '_id' | 'messages' | 'winIds' | 'deliveryKeys' | 'partKeys'>,
): Promise<void> => {
  const { erasures } = deps.store;
  const { _id: id, messages, winIds, deliveryKeys, partKeys } = erasure;
  const tally = (outcome: Outcome, name: string) =>
    erasures.count(id, outcome === 'left' ? 'leftInSlack' : name, 1);

  for (const { channelId, ts } of messages) {
    const outcome = await inSlack(() => deps.fanOut.chat.delete({ channel: channelId, ts }));
    await erasures.settleWork(id, { messages: [{ channelId, ts }] });
    await tally(outcome, 'messagesDeleted');
  }
  for (const winId of winIds) {
    await showWin(deps, winId);
    await erasures.settleWork(id, { winIds: [winId] });
  }
  for (const key of deliveryKeys) {
    const outcome = await inSlack(() => deps.showDelivery(key));
    await erasures.settleWork(id, { deliveryKeys: [key] });
    await tally(outcome, 'messagesShownAnew');
  }
  for (const key of partKeys) {
    await showPart(deps, key);
    await erasures.settleWork(id, { partKeys: [key] });
  }
};
