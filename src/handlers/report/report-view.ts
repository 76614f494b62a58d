import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import type { FileOutcome } from '../../domain/report.ts';
import { type FileReportDeps, fileReport } from '../../operations/report/file-report.ts';
import { type FollowReportsDeps, followReports } from '../../operations/report/follow-reports.ts';
import { unknownForm } from '../../views/apology.ts';
import { reportFormIds as ids } from '../../views/ids.ts';
import { reported, reportRefusal } from '../../views/report/report-form.ts';
import { closeForm, type FormErrors, keepOpen } from '../form-answer.ts';
import { textIn } from '../form-field.ts';
import { storedInTime } from '../stored-in-time.ts';
import { reportMetadata } from './open-report.ts';

type Args = AllMiddlewareArgs & SlackViewMiddlewareArgs<ViewSubmitAction>;
type ViewDeps = FileReportDeps & FollowReportsDeps & Pick<Deps, 'clock' | 'background'>;

const errorsOf = (outcome: FileOutcome): FormErrors =>
  outcome.kind === 'reported' ? undefined : { [ids.reason]: reportRefusal(outcome.kind) };

/** Report, in the form. */
export const createReportView =
  (deps: ViewDeps) =>
  async ({ ack, body, view }: Args): Promise<void> => {
    const metadata = reportMetadata.read(view.private_metadata);
    if (!metadata) return keepOpen(ack, ids.reason, unknownForm);
    const report = { winId: metadata.winId, reason: textIn(view.state.values, ids.reason) };
    const work = fileReport(deps, report, body.user.id, deps.clock.now());
    const stored = await storedInTime(deps, 'report', work);
    const outcome = await closeForm(ack, stored, {
      errorsOf,
      silentAt: ids.reason,
      shownInstead: (told) => (told.kind === 'reported' ? reported(told) : undefined),
    });
    if (outcome) deps.background.run('report', () => followReports(deps, deps.clock.now()));
  };
