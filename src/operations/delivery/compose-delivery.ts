import type { DeliveryKind } from '../../domain/delivery.ts';
import type { Delivery } from '../../models/delivery.ts';
import { challengeComposers } from '../challenge/compose-challenge.ts';
import { digestComposers } from '../digest/compose-digest.ts';
import { wallComposers } from '../wall/compose-wall.ts';
import { winComposers } from '../win/compose-win.ts';
import { type ComposeDeps, type Composed, type Composer, skip } from './composer.ts';

const composers: Record<DeliveryKind, Composer> = {
  ...winComposers,
  ...wallComposers,
  ...digestComposers,
  ...challengeComposers,
};

/** Composes what a delivery says from what is stored now, so that it is never older than the moment it is sent. */
export const composeDelivery = (deps: ComposeDeps, delivery: Delivery): Promise<Composed> => {
  const composer = composers[delivery.kind as DeliveryKind];
  return composer ? composer(deps, delivery) : Promise.resolve(skip(`unknown kind ${delivery.kind}`));
};
