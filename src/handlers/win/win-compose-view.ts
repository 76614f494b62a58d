import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { escapeSlackText } from '../../domain/slack-text.ts';
import { DatabaseTimeoutError } from '../../errors.ts';
import { databaseLimitMs, withDeadline } from '../../operations/deadline.ts';
import { type PostWinOutcome, postWin } from '../../operations/win/post-win.ts';
import { winFormIds as ids } from '../../views/ids.ts';
import { refusals } from '../../views/win/win-answer.ts';
import { winForm } from '../../views/win/win-form.ts';
import { answerToAuthor, faultWords } from './answer-author.ts';
import { guardCustomerData, readWinForm } from './win-form-values.ts';

type Args = AllMiddlewareArgs & SlackViewMiddlewareArgs<ViewSubmitAction>;
type ComposeDeps = Pick<
  Deps,
  'clock' | 'store' | 'installation' | 'workspace' | 'people' | 'outbox' | 'logger' | 'answerLater'
>;

const responseUrlFrom = (metadata: string): string | undefined => {
  const parsed: unknown = JSON.parse(metadata);
  return typeof parsed === 'object' && parsed !== null && 'responseUrl' in parsed
    ? String(parsed.responseUrl)
    : undefined;
};

/** Closes the form once the win is stored, or says in it why not; the error when the database is the reason. */
const acknowledge = async (
  { logger }: ComposeDeps,
  ack: Args['ack'],
  work: Promise<PostWinOutcome>,
): Promise<unknown> => {
  const refuse = (words: string) => ack({ response_action: 'errors', errors: { [ids.text]: words } });
  try {
    const outcome = await withDeadline(work, databaseLimitMs);
    await (outcome.kind === 'refused' ? refuse(faultWords(outcome.fault)) : ack());
    return undefined;
  } catch (error) {
    logger.error({ feature: 'win', err: error }, 'a win could not be stored in time');
    await refuse(refusals.databaseSilentForm);
    return error;
  }
};

/** The composer's Post it. What is wrong is said in the form, where the text still is. */
export const createWinComposeView =
  (deps: ComposeDeps) =>
  async ({ ack, body, view }: Args): Promise<void> => {
    const metadata = view.private_metadata;
    const guarded = guardCustomerData(view.state.values, readWinForm(view.state.values));
    if (guarded.kind === 'ask') {
      const form = { kind: 'compose', metadata, ...readWinForm(view.state.values) } as const;
      await ack({
        response_action: 'update',
        view: winForm({ ...form, customerData: guarded.customerData }),
      });
      return;
    }
    const { typed, userIds, ...details } = guarded.values;
    const authorId = body.user.id;
    const heroIds = [...new Set([authorId, ...userIds])];
    const submission = {
      authorId,
      text: escapeSlackText(typed),
      source: 'composer',
      details,
      heroIds,
    } as const;
    const work = postWin(deps, submission, deps.clock.now());
    const error = await acknowledge(deps, ack, work);
    if (error !== undefined && !(error instanceof DatabaseTimeoutError)) return;
    // A database that was silent may still take it: then the author hears where it is, and can undo it.
    const outcome = await work.catch(() => undefined);
    if (outcome?.kind !== 'stored') return;
    await deps.answerLater(responseUrlFrom(metadata), await answerToAuthor(deps, outcome));
  };
