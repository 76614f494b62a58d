import type { BlockAction, RespondFn } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { excerptOf } from '../../domain/win.ts';
import { type FileReportDeps, winToReport } from '../../operations/report/file-report.ts';
import { typedWin } from '../../operations/win/win-message.ts';
import { reportForm, reportRefused } from '../../views/report/report-form.ts';
import { answerPrivately } from '../ephemeral.ts';
import { formMetadata } from '../form-metadata.ts';
import { openForm } from '../open-form.ts';

export const reportMetadata = formMetadata(z.object({ winId: z.string() }));

/** Report, in the menu of a win: asks why. */
export const openReport = async (
  deps: FileReportDeps,
  { body, client, respond }: { body: BlockAction; client: WebClient; respond: RespondFn },
  winId: string,
): Promise<void> => {
  const win = await winToReport(deps, winId, body.user.id);
  if (typeof win === 'string') return answerPrivately(respond, reportRefused(win));
  // A win that is being looked at is shown to nobody.
  const excerpt = win.folded ? 'This win is being looked at.' : excerptOf(typedWin(win));
  const doubt = await openForm(client, body, reportForm(excerpt, reportMetadata.write({ winId })));
  if (doubt) await answerPrivately(respond, doubt);
};
