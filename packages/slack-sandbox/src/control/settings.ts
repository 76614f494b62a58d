import type { DeliverySettings } from '../answers.ts';
import { plainDelivery } from '../delivery/event-queue.ts';
import { isObject, type JsonObject } from '../json.ts';
import { type Fault, faultKinds } from '../rules/faults.ts';
import type { Actions } from './actions.ts';
import { ControlError } from './control-error.ts';
import { oneOf, optionalFlag, optionalNumber, optionalText, requiredText } from './request.ts';

const done = { ok: true, ackMs: null, status: 'ok' };

const faultIn = (body: JsonObject): Fault => ({
  method: requiredText(body, 'method'),
  kind: oneOf(body, 'kind', faultKinds),
  times: optionalNumber(body, 'times') ?? 1,
  retryAfterS: optionalNumber(body, 'retryAfterS') ?? 1,
  error: optionalText(body, 'error') ?? 'internal_error',
  ms: optionalNumber(body, 'ms') ?? 10_000,
  body: optionalText(body, 'body') ?? '<html>502 Bad Gateway</html>',
});

const wantedDelivery = (body: JsonObject, current: DeliverySettings): DeliverySettings => {
  if (Object.keys(body).length === 0) return plainDelivery;
  return {
    duplicate: optionalFlag(body, 'duplicate') ?? current.duplicate,
    shuffle: optionalFlag(body, 'shuffle') ?? current.shuffle,
    delayMs: optionalNumber(body, 'delayMs') ?? current.delayMs,
    hold: optionalFlag(body, 'hold') ?? current.hold,
  };
};

export const settings: Actions = {
  /** One fault or a list of them is added to those that wait; an empty list clears all. */
  async faults(world, { items, ...body }) {
    if (Array.isArray(items) && items.length === 0) {
      world.faults.clear();
      world.limits.forgetWaits();
      return done;
    }
    const given = Array.isArray(items) ? items : [body];
    if (!given.every(isObject)) throw new ControlError('Send one fault, or a list of faults.');
    world.faults.add(given.map(faultIn));
    return done;
  },

  /** What is not named stays as it is; `{}` makes delivery plain again. */
  async delivery(world, body) {
    const wanted = wantedDelivery(body, world.gateway.events.settings());
    await world.gateway.events.configure(wanted);
    return { ...done, ...wanted };
  },

  async limits(world, body) {
    const wanted = ['real', 'none'].find((name) => Object.values(body).includes(name) || body[name] === true);
    if (!wanted) throw new ControlError('Send {"limits": "real"} or {"limits": "none"}.');
    world.limits.setReal(wanted === 'real');
    return { ...done, limits: wanted };
  },
};
