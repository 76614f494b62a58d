import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { answerTopics } from '../../domain/note.ts';
import { type PreferenceDeps, readWhatIGet } from '../../operations/note/change-preferences.ts';
import type { Message } from '../../views/message.ts';
import { whatIGetForm } from '../../views/note/what-i-get.ts';
import { formMetadata, responseUrl } from '../form-metadata.ts';
import { openForm } from '../open-form.ts';

export type WhatIGetDeps = PreferenceDeps & Pick<Deps, 'clock'>;

/** `offered`: what was there to be ticked. Whose it is, is never in it: that is whoever sends it. */
export const whatIGetMetadata = formMetadata(z.object({ offered: z.array(z.string()), responseUrl }));

interface WhatIGetRequest {
  client: WebClient;
  /** What opens it: the trigger of the request, or all that `openForm` can take. */
  opener: Parameters<typeof openForm>[1];
  userId: string;
  /** Where the person is answered once they have saved it; without one that comes in the form's place. */
  responseUrl?: string | undefined;
}

/** Opens *What I get*; resolves with what to tell the person when nobody knows whether it is open. */
export const openWhatIGet = async (
  deps: WhatIGetDeps,
  { client, opener, userId, responseUrl: url }: WhatIGetRequest,
): Promise<Message | undefined> => {
  const what = await readWhatIGet(deps, userId, deps.clock.now());
  const metadata = whatIGetMetadata.write({
    offered: [...what.topics, ...answerTopics],
    ...(url && { responseUrl: url }),
  });
  return openForm(client, opener, whatIGetForm(what, metadata));
};
