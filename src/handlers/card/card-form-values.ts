import { z } from 'zod';
import { formMetadata, responseUrl } from '../form-metadata.ts';

export const cardMetadata = formMetadata(z.object({ winId: z.string() }));
export const thanksMetadata = formMetadata(z.object({ partKey: z.string(), responseUrl }));
