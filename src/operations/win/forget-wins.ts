import type { Deps } from '../../deps.ts';

/**
 * Deletes wins with all that belongs to them, the wins last, so that whoever is cut short finds them again. Somebody may
 * vote, sign or report meanwhile: what belongs to no win any more goes as well.
 */
export const forgetWins = async (
  { store }: Pick<Deps, 'store'>,
  winIds: readonly string[],
): Promise<void> => {
  const said = [store.deliveries, store.noteParts, store.submissions];
  const made = [
    store.nominations,
    store.reports,
    store.signatures,
    store.recognitions,
    store.recoveries,
    store.voices,
  ];
  for (const part of [...said, ...made]) await part.forgetWins(winIds);
  await store.wins.forget(winIds);
  for (const part of made) await part.forgetWins(winIds);
};
