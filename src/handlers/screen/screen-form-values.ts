import { z } from 'zod';
import { formMetadata } from '../form-metadata.ts';

/** What whoever opened the form read of the wall. */
export const screenMetadata = formMetadata(z.object({ channelId: z.string(), isPublic: z.boolean() }));
