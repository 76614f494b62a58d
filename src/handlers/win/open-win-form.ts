import type { BlockAction } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Deps } from '../../deps.ts';
import { winToChange } from '../../operations/win/change-win.ts';
import { namesInWin } from '../../operations/win/win-message.ts';
import type { Message } from '../../views/message.ts';
import { storyTyped } from '../../views/win/story.ts';
import { alreadyGone, notAuthor, notKept } from '../../views/win/win-answer.ts';
import { type WinFormFocus, winForm } from '../../views/win/win-form.ts';
import { principleNamesInTime } from '../decided-in-time.ts';
import { isPrivate } from '../ephemeral.ts';
import { openForm } from '../open-form.ts';
import { changeMetadata } from './win-form-values.ts';

type FormDeps = Pick<Deps, 'store' | 'workspace'>;

interface OpenForm {
  body: Pick<BlockAction, 'trigger_id' | 'response_url' | 'user' | 'container' | 'view'>;
  winId: string;
  focus?: WinFormFocus | undefined;
}

const refusals = { gone: alreadyGone, forgotten: notKept, 'not-author': notAuthor } as const;

/** Opens the form for changing a win, or says why this person cannot change it. */
export const openWinForm = async (
  deps: FormDeps,
  client: WebClient,
  { body, winId, focus }: OpenForm,
): Promise<Message | undefined> => {
  const win = await winToChange(deps, winId, body.user.id);
  if (typeof win === 'string') return refusals[win];
  const view = winForm({
    kind: 'change',
    principleNames: await principleNamesInTime(deps),
    metadata: changeMetadata.write({
      winId,
      edition: win.edition,
      responseUrl: body.response_url,
      isPrivate: isPrivate(body),
    }),
    focus,
    typed: storyTyped({ text: win.text, names: namesInWin(win) }),
    userIds: win.heroIds,
    helperIds: win.helperIds ?? [],
    customerAlias: win.customerAlias ?? undefined,
    rung: win.rung ?? undefined,
    principle: win.principle ?? undefined,
    customerData: [],
  });
  return openForm(client, body, view);
};
