import { z } from 'zod';
import type { PlanFault } from '../../domain/challenge.ts';
import { planFaultWords } from '../../views/challenge/challenge-fault.ts';
import { challengeFormIds as ids } from '../../views/ids.ts';
import { chosenIn, dayIn, type FormState, isTicked, timeIn, wordsIn } from '../form-field.ts';
import { formMetadata, responseUrl } from '../form-metadata.ts';

/** `ask`: the Monday that the managers were asked about, when the form answers that question. */
export const startMetadata = formMetadata(z.object({ responseUrl, ask: z.string().optional() }));
/** `edition`: that of the run when the form was opened. */
export const changeMetadata = formMetadata(z.object({ responseUrl, runId: z.string(), edition: z.number() }));
export const cancelMetadata = formMetadata(z.object({ responseUrl, runId: z.string() }));
/** `isPrivate`: it was opened from an answer that only one person sees, which is then replaced. */
export const doneMetadata = formMetadata(
  z.object({ responseUrl, runId: z.string(), dayId: z.string(), isPrivate: z.boolean().optional() }),
);

export const readPlan = (state: FormState) => ({
  startDay: dayIn(state, ids.startDay),
  nudgeAt: timeIn(state, ids.nudgeAt),
  isAnnounced: isTicked(state, ids.announce),
});

export const readStart = (state: FormState) => ({
  packId: chosenIn(state, ids.pack) ?? '',
  plan: readPlan(state),
});

export const readWhy = (state: FormState): string | undefined => wordsIn(state, ids.why);

export const readDone = (state: FormState) => ({
  note: wordsIn(state, ids.note),
  isWin: isTicked(state, ids.win),
});

const blockOf: Record<PlanFault['field'], string> = {
  pack: ids.pack,
  startDay: ids.startDay,
  nudgeAt: ids.nudgeAt,
};

export const planErrors = (fault: PlanFault): Record<string, string> => ({
  [blockOf[fault.field]]: planFaultWords(fault),
});
