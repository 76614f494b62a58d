import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { showHello } from '../../operations/wall/hello.ts';
import { type Start, startAsChosen } from '../../operations/wall/start-question.ts';
import { whomToAsk } from '../../operations/workspace/manager.ts';
import { wallStartIds as ids } from '../../views/ids.ts';
import {
  wallStartChanged,
  wallStarted,
  wallStartFaulty,
  wallStartNoTime,
  wallStartNotYours,
} from '../../views/wall-start.ts';
import { answerPrivately, replaceAnswer } from '../ephemeral.ts';
import { chosenIn, type FormState, peopleIn, timeIn } from '../form-field.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;
type StartDeps = Pick<
  Deps,
  'store' | 'people' | 'workspace' | 'clock' | 'background' | 'installation' | 'slack' | 'logger'
>;

/** Slack may leave out what nobody touched: that is taken as it is. */
const chosenOf = (state: FormState): Omit<Start, 'byId' | 'version'> => ({
  ...(ids.managers in state && { managerIds: peopleIn(state, ids.managers) }),
  ...(ids.weekday in state && { weekday: Number(chosenIn(state, ids.weekday) ?? Number.NaN) }),
  ...(ids.time in state && { time: timeIn(state, ids.time) }),
});

/** Start, in what whoever invited the bot is asked. Nobody else sees it. */
export const createWallStartAction =
  (deps: StartDeps) =>
  async ({ ack, action, body, respond }: Args): Promise<void> => {
    await ack();
    const byId = body.user.id;
    const version = Number(action.value || Number.NaN);
    const chosen = chosenOf(body.state?.values ?? {});
    const outcome = await startAsChosen(deps, { ...chosen, byId, version }, deps.clock.now());
    if (outcome.kind === 'not-manager')
      return answerPrivately(respond, wallStartNotYours(await whomToAsk(deps, byId)));
    if (outcome.kind === 'no-such-time') return answerPrivately(respond, wallStartNoTime);
    if (outcome.kind === 'faulty') return answerPrivately(respond, wallStartFaulty(outcome.fault));
    const workspace = await deps.store.workspace.read();
    if (outcome.kind === 'set') deps.background.run('wall', () => showHello(deps));
    await replaceAnswer(
      respond,
      outcome.kind === 'set' ? wallStarted(workspace, byId) : wallStartChanged(workspace),
    );
  };
