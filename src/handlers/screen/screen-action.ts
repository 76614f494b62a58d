import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Deps } from '../../deps.ts';
import { dayOf } from '../../domain/calendar.ts';
import { mayShowWall } from '../../domain/screen.ts';
import { escapeName } from '../../domain/slack-text.ts';
import {
  isRefusedScreen,
  listScreens,
  removeScreen,
  type ScreenDeps,
} from '../../operations/screen/make-screen.ts';
import { whomToAsk } from '../../operations/workspace/manager.ts';
import { messageModal, paragraph } from '../../views/message.ts';
import { screenList, screenRefusalWords, screenTitle } from '../../views/screen/screen-list.ts';
import { whomToAskWords } from '../../views/whom-to-ask.ts';
import { answerPrivately } from '../ephemeral.ts';
import { openForm } from '../open-form.ts';
import { screenMetadata } from './screen-form-values.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;
type ActionDeps = ScreenDeps & Pick<Deps, 'clock'>;

/** For whoever does not lead the team. */
export const managersOnly = async (deps: ScreenDeps, userId: string): Promise<ModalView> => {
  const whom = whomToAskWords(await whomToAsk(deps, userId));
  return messageModal(screenTitle, paragraph(`${screenRefusalWords({ kind: 'not-manager' })} ${whom}`));
};

/** The team's screens as somebody may see them. */
const listFor = async (deps: ActionDeps, userId: string, notice?: string): Promise<ModalView> => {
  const listing = await listScreens(deps, userId);
  if (listing.kind === 'not-manager') return managersOnly(deps, userId);
  const { wall, zone } = listing;
  const open = isRefusedScreen(wall) ? undefined : wall;
  return screenList({
    screens: listing.screens.map((screen) => ({
      ...screen,
      screenId: screen._id,
      madeOn: dayOf(screen.madeAt, zone),
      seenOn: screen.seenOn ?? undefined,
      isClosed: open !== undefined && !mayShowWall(screen, open),
    })),
    wall,
    today: dayOf(deps.clock.now(), zone),
    metadata: open ? screenMetadata.write({ channelId: open.channelId, isPublic: open.isPublic }) : '',
    notice,
  });
};

/** Screens, in the settings: over the form, which stays as it is filled in. */
export const createScreenOpenAction =
  (deps: ActionDeps) =>
  async ({ ack, body, client, respond }: Args): Promise<void> => {
    await ack();
    const doubt = await openForm(client, body, await listFor(deps, body.user.id));
    if (doubt) await answerPrivately(respond, doubt);
  };

const namedIn = (value: string | undefined): { screenId: string; madeAt: Date } | undefined => {
  const [, screenId, ms] = /^(\S+) (\d{1,15})$/.exec(value ?? '') ?? [];
  return screenId === undefined ? undefined : { screenId, madeAt: new Date(Number(ms)) };
};

/** Take it out, beside a screen. */
export const createScreenRemoveAction =
  (deps: ActionDeps) =>
  async ({ ack, action, body, client, respond }: Args): Promise<void> => {
    await ack();
    const named = namedIn(action.value);
    const outcome = named && (await removeScreen(deps, named, body.user.id));
    const name = outcome?.kind === 'removed' ? outcome.name : undefined;
    const notice = name
      ? `:white_check_mark: *${escapeName(name)}* is taken out: within seconds its screen says so, and its link leads nowhere. To show the wall there again, make a new link.`
      : 'That screen was taken out already.';
    const view = await listFor(deps, body.user.id, notice);
    if (body.view?.type === 'modal') {
      await client.views.update({ view_id: body.view.id, view });
      return;
    }
    const doubt = await openForm(client, body, view);
    if (doubt) await answerPrivately(respond, doubt);
  };
