import { z } from 'zod';
import { voiceLimits } from '../../domain/voice.ts';
import { voiceFormIds as ids } from '../../views/ids.ts';
import { type FormState, textIn, wordsIn } from '../form-field.ts';
import { formMetadata } from '../form-metadata.ts';

/** `linkMadeAt`: in milliseconds, of the link that the person was told of; none when there was none. */
const about = z.object({ winId: z.string(), linkMadeAt: z.number().optional() });
/** `words`: the win's first, by which whoever did it knows it. */
export const askMetadata = formMetadata(about.extend({ words: z.string() }));
export const previewMetadata = formMetadata(
  about.extend({
    moment: z.string().max(voiceLimits.moment),
    customerAlias: z.string().max(voiceLimits.customerAlias).optional(),
  }),
);

export const readAskForm = (state: FormState) => ({
  moment: textIn(state, ids.moment).trim(),
  customerAlias: wordsIn(state, ids.customer),
});

export const instantIn = (ms: number | undefined): Date | undefined =>
  ms === undefined ? undefined : new Date(ms);

/** What a button about a question is about; undefined when that cannot be read. */
export const readAskedAbout = (
  value: string | undefined,
): { winId: string; linkMadeAt: Date } | undefined => {
  const [, winId, ms] = /^(.{1,100}):(\d{1,15})$/.exec(value ?? '') ?? [];
  return winId && ms ? { winId, linkMadeAt: new Date(Number(ms)) } : undefined;
};
