import { actionIds, callbackIds, recoveryFormIds as ids } from '../../src/views/ids.ts';
import { readStepValue } from '../../src/views/recovery/recovery-steps.ts';
import type { TestBot, TestTeam } from './bot.ts';

const chosen = (value: string | undefined) => ({ selected_option: value === undefined ? null : { value } });

export interface FilledRecovery {
  problem?: string;
  what?: string;
  customer?: string;
  severity?: string;
  knows?: string;
  owner?: string[];
  helpers?: string[];
  customerData?: string;
}

/** The form as somebody fills it in: a cake that came late, unless they say otherwise. */
export const filledRecovery = ({
  problem = 'late',
  what = 'The cake came a day late',
  customer = 'Mrs Lee',
  severity = 'hurt',
  knows = 'yes',
  owner = [],
  helpers = [],
  customerData,
}: FilledRecovery = {}) => ({
  [ids.problem]: chosen(problem),
  [ids.what]: { value: what },
  [ids.customer]: { value: customer },
  [ids.severity]: chosen(severity),
  [ids.knows]: chosen(knows),
  [ids.owner]: { selected_users: owner },
  [ids.helpers]: { selected_users: helpers },
  ...(customerData && { win_customer_data: chosen(customerData) }),
});

let forms = 0;

/** What a form is answered with. */
export type FormAnswer =
  | {
      response_action?: string;
      errors?: Record<string, string>;
      view?: { callback_id?: string; blocks: unknown[]; private_metadata?: string };
    }
  | undefined;

export const submitRecovery = async (
  team: TestTeam,
  userId: string,
  filled: FilledRecovery = {},
  viewId?: string,
): Promise<FormAnswer> => {
  forms += 1;
  const values = filledRecovery(filled);
  const ack = await team.submit(userId, callbackIds.recoveryOpen, '', values, viewId ?? `VR${forms}`);
  return ack.lastCall?.args[0] as FormAnswer;
};

/** The newest that somebody opened. */
export const openedRecovery = async (team: TestTeam, userId: string, filled: FilledRecovery = {}) => {
  await submitRecovery(team, userId, filled);
  const found = await team.store.recoveries.exportOf(userId);
  const id = String(found.at(-1)?._id);
  const recovery = await team.store.recoveries.find(id);
  if (!recovery) throw new Error('It was not opened');
  return recovery;
};

/** The messages that somebody was sent, as they are by now. */
export const copiesOf = ({ slack }: Pick<TestBot, 'slack'>, userId: string) => {
  const posted = slack.callsOf('chat.postMessage').filter(({ channel }) => channel === userId);
  const updated = slack.callsOf('chat.update').filter(({ channel }) => channel === userId);
  return posted.map((message) => ({ first: message, last: updated.at(-1) ?? message }));
};

export const tick = (team: TestTeam, userId: string, id: string, step: string, body: object = {}) =>
  team.action(userId, actionIds.recoveryTick, { value: `${id}:${step}` }, body);

/** The steps whose buttons of this kind somebody's copy has. */
export const stepsWith = (message: { blocks: unknown }, actionId: string): string[] =>
  JSON.stringify(message.blocks)
    .split('"action_id"')
    .filter((rest) => rest.startsWith(`:"${actionId}"`))
    .map((rest) => readStepValue(/"value":"([^"]+)"/.exec(rest)?.[1] ?? '').step);
