import { makeRightFor } from '../../operations/voice/make-right.ts';
import { callbackIds } from '../../views/ids.ts';
import { makeRightRefusals } from '../../views/voice/make-right.ts';
import { createRecoveryOpenViewFor } from '../recovery/recovery-open-view.ts';
import { makeRightMetadata } from './make-right-action.ts';

/** The form that was opened from a customer's answer: who may is asked again, and one is open at a time. */
export const createMakeRightView = createRecoveryOpenViewFor({
  callbackId: callbackIds.voiceMakeRight,
  async origin(deps, metadata, userId) {
    const winId = makeRightMetadata.read(metadata)?.winId ?? '';
    const begun = await makeRightFor(deps, winId, userId);
    // One that is open may be that of this very form, sent twice.
    const isFine = typeof begun !== 'string' || begun === 'open-already';
    return isFine ? { originWinId: winId } : { refusal: makeRightRefusals[begun] };
  },
});
