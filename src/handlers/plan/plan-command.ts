import type { BragKeyword } from '../brag-keyword.ts';
import { openPlan } from './open-plan.ts';

/** `/brag plan`: something exceptional for one customer, on a day of one's own choosing. */
export const planKeyword: BragKeyword = {
  pattern: /^plan$/i,
  usage: () => '`/brag plan`: plan a treat for one customer, for a day that you choose.',
  async answer(deps, { ack, client, respond, command }) {
    await ack();
    const { user_id: userId, trigger_id, response_url } = command;
    await openPlan(deps, { client, respond, userId, body: { trigger_id, response_url } });
  },
};
