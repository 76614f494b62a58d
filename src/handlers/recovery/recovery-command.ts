import type { BragKeyword } from '../brag-keyword.ts';
import { openRecovery } from './open-recovery.ts';

/** `/brag recover`: the form, and what is open already. */
export const recoverKeyword: BragKeyword = {
  pattern: /^recover$/i,
  usage: () =>
    '`/brag recover`: make right what went wrong for a customer, step by step. For managers `/brag recover list`: all of them.',
  async answer(deps, { ack, client, respond, command }) {
    await ack();
    await openRecovery(deps, { client, respond, userId: command.user_id, body: command });
  },
};
