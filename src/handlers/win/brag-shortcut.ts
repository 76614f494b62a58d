import type { AllMiddlewareArgs, SlackShortcut, SlackShortcutMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { emptyComposer } from '../../views/win/win-form.ts';
import { principleNamesInTime } from '../decided-in-time.ts';
import { openForm } from '../open-form.ts';
import { composeMetadata } from './win-form-values.ts';

type Args = AllMiddlewareArgs & SlackShortcutMiddlewareArgs<SlackShortcut>;

/**
 * Brag about a customer, from anywhere: the composer. A shortcut comes from no conversation, so the answer takes the
 * place of the form, as on Home; whether the form opened the person can see, and nobody could be told elsewhere.
 */
export const createBragShortcut =
  (deps: Pick<Deps, 'workspace'>) =>
  async ({ ack, client, shortcut }: Args): Promise<void> => {
    await ack();
    const metadata = composeMetadata.write({ isOnHome: true });
    await openForm(client, shortcut.trigger_id, emptyComposer(metadata, await principleNamesInTime(deps)));
  };
