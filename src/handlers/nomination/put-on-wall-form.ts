import { z } from 'zod';
import { formMetadata } from '../form-metadata.ts';

export const putOnWallTitle = 'Put on the wall';

const original = z.object({
  channelId: z.string(),
  ts: z.string(),
  copy: z.string(),
  editedTs: z.string().optional(),
  hasPicture: z.boolean().optional(),
});

/** `original`: the message that the form was filled in from; without it, only what the person typed is in there. */
export const putOnWallMetadata = formMetadata(z.object({ original: original.optional() }));
