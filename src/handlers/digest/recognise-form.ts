import { z } from 'zod';
import { excerptOf } from '../../domain/win.ts';
import type { Win } from '../../models/win-schema.ts';
import { heroNamesIn, typedWin } from '../../operations/win/win-message.ts';
import type { RecognisableWin } from '../../views/digest/recognition.ts';
import { formMetadata } from '../form-metadata.ts';

/** The wins that can be chosen from, the one whose button was pressed first. */
export const recogniseMetadata = formMetadata(z.object({ winIds: z.array(z.string()).min(1) }));

export const recognisable = (win: Win): RecognisableWin => ({
  winId: win._id,
  heroNames: heroNamesIn(win),
  excerpt: excerptOf(typedWin(win)),
});
