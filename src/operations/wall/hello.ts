import type { Deps } from '../../deps.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import { wallWelcome } from '../../views/wall-start.ts';
import { type DeliveryRow, type RecordSent, send, skip } from '../delivery/delivery-row.ts';
import { updateDelivered } from '../delivery/message-refresher.ts';
import { planStartQuestion } from './start-question.ts';

export const composeWallWelcome: DeliveryRow['compose'] = async ({ workspace }, { channelId, byId }) => {
  const settings = await workspace();
  return channelId && channelId === settings.wallChannelId
    ? { ...send(wallWelcome(settings, byId ?? undefined)), revision: settings.settingsVersion }
    : skip('it is not the wall');
};

/** Whoever invited the bot reads the hello before they are asked. */
export const recordWelcomed: RecordSent = async (deps, { channelId, byId }, _place, settingsVersion) => {
  if (settingsVersion !== undefined) await deps.store.workspace.recordHello(settingsVersion);
  if (channelId && byId) await planStartQuestion(deps, { channelId, byId }, deps.clock.now());
};

type HelloDeps = Pick<Deps, 'store' | 'installation' | 'slack' | 'logger'>;

/** By where it is, since its channel may have another id by now. */
const helloOf = async (
  { store, installation }: Pick<HelloDeps, 'store' | 'installation'>,
  wallChannelId: string,
) => {
  const hellos = await store.deliveries.sentUnder(deliveryKey['wall-welcome'](installation.teamId, ''));
  return hellos.find(({ sentTo }) => sentTo?.channelId === wallChannelId);
};

/** Whoever invited the bot to the channel that is the wall, as its hello says. */
export const whoSetUp = async (
  deps: Pick<Deps, 'store' | 'installation'>,
  wallChannelId: string | undefined,
): Promise<string | undefined> =>
  wallChannelId === undefined ? undefined : ((await helloOf(deps, wallChannelId))?.byId ?? undefined);

/**
 * Shows in the wall's hello what is set now, unless it does. Whoever shows an older state at the same moment shows this one after it.
 * Throws when Slack does not take it.
 */
export const showHello = async (deps: HelloDeps): Promise<void> => {
  const { store } = deps;
  for (let shown = await store.workspace.helloVersion(); ; ) {
    const workspace = await store.workspace.read();
    const { wallChannelId, settingsVersion } = workspace;
    if (wallChannelId === undefined || settingsVersion === shown) return;
    const hello = await helloOf(deps, wallChannelId);
    if (!hello) return;
    await updateDelivered(deps, hello._id, { message: wallWelcome(workspace, hello.byId ?? undefined) });
    await store.workspace.recordHello(settingsVersion);
    shown = settingsVersion;
  }
};
