import type { BlockAction } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Deps } from '../../deps.ts';
import { firstWordsOf } from '../../domain/win.ts';
import type { Win } from '../../models/win-schema.ts';
import { winToChange } from '../../operations/win/change-win.ts';
import { saidInWin } from '../../operations/win/said-in-win.ts';
import { typedWin } from '../../operations/win/win-message.ts';
import { answerModalId } from '../../views/ids.ts';
import type { Message } from '../../views/message.ts';
import { detailsForm } from '../../views/win/details-form.ts';
import { alreadyGone, notAuthor, notKept } from '../../views/win/win-answer.ts';
import { type WinFormFocus, winForm } from '../../views/win/win-form.ts';
import { principleNamesInTime } from '../decided-in-time.ts';
import { isPrivate } from '../ephemeral.ts';
import { openForm } from '../open-form.ts';
import { type ChangedWin, changeMetadata, detailsMetadata } from './win-form-values.ts';

type FormDeps = Pick<Deps, 'store' | 'workspace'>;

interface AskedForm {
  body: Pick<BlockAction, 'trigger_id' | 'response_url' | 'user' | 'container' | 'view'>;
  winId: string;
}

const refusals = { gone: alreadyGone, forgotten: notKept, 'not-author': notAuthor } as const;

const isOverAnswer = ({ view }: AskedForm['body']): boolean =>
  view?.type === 'modal' && view.callback_id === answerModalId;

const changedWin = ({ _id: winId, edition }: Win, body: AskedForm['body']): ChangedWin => ({
  winId,
  edition,
  responseUrl: body.response_url,
  isPrivate: isPrivate(body),
  ...(isOverAnswer(body) && { isOverAnswer: true }),
});

/** Opens the form for changing a win, or says why this person cannot change it. */
export const openWinForm = async (
  deps: FormDeps,
  client: WebClient,
  { body, winId, focus }: AskedForm & { focus?: WinFormFocus | undefined },
): Promise<Message | undefined> => {
  const win = await winToChange(deps, winId, body.user.id);
  if (typeof win === 'string') return refusals[win];
  const view = winForm({
    kind: 'change',
    principleNames: await principleNamesInTime(deps),
    metadata: changeMetadata.write(changedWin(win, body)),
    focus,
    typed: typedWin(win),
    userIds: win.heroIds,
    helperIds: win.helperIds ?? [],
    customerAlias: win.customerAlias ?? undefined,
    rung: win.rung ?? undefined,
    principle: win.principle ?? undefined,
    customerData: [],
  });
  return openForm(client, body, view);
};

/** Opens the smaller form, for a win's details alone, or says why this person cannot change them. */
export const openDetailsForm = async (
  deps: FormDeps,
  client: WebClient,
  { body, winId }: AskedForm,
): Promise<Message | undefined> => {
  const win = await winToChange(deps, winId, body.user.id);
  if (typeof win === 'string') return refusals[win];
  const words = firstWordsOf(saidInWin(win));
  const view = detailsForm({
    principleNames: await principleNamesInTime(deps),
    metadata: detailsMetadata.write({ ...changedWin(win, body), words }),
    words,
    customerAlias: win.customerAlias ?? undefined,
    rung: win.rung ?? undefined,
    principle: win.principle ?? undefined,
    customerData: [],
  });
  return openForm(client, body, view);
};
