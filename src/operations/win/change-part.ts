import type { CreditReport } from '../../domain/credit-report.ts';
import { type CustomerDataKind, findCustomerData, maskCustomerData } from '../../domain/customer-data.ts';
import type { WinDetails } from '../../domain/win.ts';
import type { Win } from '../../models/win-schema.ts';
import { type Change, type ChangeOutcome, type ChangeWinDeps, changeWin, winToChange } from './change-win.ts';
import { creditOf } from './said-in-win.ts';
import { typedWin } from './win-message.ts';

/** The change that leaves a win as it is. */
const unchanged = (win: Win): Change => ({
  winId: win._id,
  edition: win.edition,
  typed: typedWin(win),
  heroIds: win.heroIds,
  details: {
    customerAlias: win.customerAlias ?? undefined,
    rung: win.rung ?? undefined,
    principle: win.principle ?? undefined,
  },
});

/** Gives a win other details, if the person is its author and nobody changed it since that edition. */
export const changeDetails = async (
  deps: ChangeWinDeps,
  { winId, edition, details }: { winId: string; edition: number; details: WinDetails },
  userId: string,
  now: Date,
): Promise<ChangeOutcome> => {
  const win = await winToChange(deps, winId, userId);
  if (typeof win === 'string') return { kind: win };
  const outcome = await changeWin(deps, { ...unchanged(win), edition, details }, userId, now);
  return outcome.kind === 'saved' ? { ...outcome, credit: creditOf(win) } : outcome;
};

export type MaskOutcome =
  | { kind: 'masked'; masked: CustomerDataKind[]; credit: CreditReport }
  | Exclude<ChangeOutcome, { kind: 'saved' }>;

/** An author who edits and masks at one moment is not that quick: more than one edit in between is a fault. */
const mostTries = 5;

/**
 * Masks what looks like customer data in a win, if the person is its author. Masking twice is masking once, and what an
 * edit put there meanwhile is masked as well.
 */
export const maskWin = async (
  deps: ChangeWinDeps,
  winId: string,
  userId: string,
  now: Date,
): Promise<MaskOutcome> => {
  const { zone } = await deps.workspace();
  for (let tries = 0; tries < mostTries; tries += 1) {
    const win = await winToChange(deps, winId, userId);
    if (typeof win === 'string') return { kind: win };
    const change = unchanged(win);
    const { customerAlias } = change.details;
    const masked = [change.typed, customerAlias ?? '']
      .flatMap((text) => findCustomerData(text, zone))
      .map(({ kind }) => kind);
    const credit = creditOf(win);
    if (masked.length === 0) return { kind: 'masked', masked, credit };
    const details = {
      ...change.details,
      customerAlias: customerAlias && maskCustomerData(customerAlias, zone),
    };
    const typed = maskCustomerData(change.typed, zone);
    const outcome = await changeWin(deps, { ...change, typed, details }, userId, now);
    if (outcome.kind === 'saved') return { kind: 'masked', masked, credit };
    if (outcome.kind !== 'changed-meanwhile') return outcome;
  }
  return { kind: 'changed-meanwhile' };
};
