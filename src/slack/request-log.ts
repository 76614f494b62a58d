import type {
  AnyMiddlewareArgs,
  App,
  Context,
  SlackViewAction,
  ViewOutput,
  ViewResponseAction,
} from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Measure } from '../measure.ts';
import { isAcknowledged } from './acknowledgement.ts';
import { answerWhereAsked } from './answer-place.ts';
import type { Background } from './background.ts';
import { stringAt } from './string-at.ts';

/** What a person reads when something unexpected went wrong. */
export interface Apology {
  message: string;
  /** Beside a field of the form that they submitted. */
  inForm: string;
  /** In place of a form that has no field. */
  modal: ModalView;
}

export interface RequestLogDeps {
  logger: Logger;
  clock: Clock;
  background: Background;
  apology: Apology;
  measure?: Pick<Measure, 'slackRequest'>;
}

/** Notes what a request turned out to be about, for its line in the log. */
export const nameFeature = (context: Context, feature: string): void => {
  context.feature = feature;
};

/** The noun a request is about: what its handler says, or its command, action, form or event. */
const featureOf = ({ body, payload, context }: Pick<RequestArgs, 'body' | 'payload' | 'context'>): string =>
  stringAt(context, 'feature') ??
  stringAt(body, 'command') ??
  stringAt(payload, 'action_id') ??
  stringAt(payload, 'callback_id') ??
  stringAt(body, 'event', 'type') ??
  'unknown';

type RequestArgs = AnyMiddlewareArgs & {
  context: Context;
  client: WebClient;
  next: () => Promise<void>;
};

const isSubmission = (body: object): body is SlackViewAction =>
  'type' in body && body.type === 'view_submission';

/** An empty acknowledgement would close the form, and what was typed into it would be lost. */
const openForm = ({ blocks }: ViewOutput, { inForm, modal }: Apology): ViewResponseAction => {
  const field = blocks.find(({ type }) => type === 'input')?.block_id;
  return field
    ? { response_action: 'errors', errors: { [field]: inForm } }
    : { response_action: 'update', view: modal };
};

const acknowledge = async (args: Pick<RequestArgs, 'body' | 'context'>, apology: Apology): Promise<void> => {
  const { body, context } = args;
  if (isAcknowledged(context) || !('ack' in args) || typeof args.ack !== 'function') return;
  await (isSubmission(body) ? args.ack(openForm(body.view, apology)) : args.ack());
};

/** A form brings no address to answer at. */
const apologize = async (args: object, text: string): Promise<void> => {
  if (!('respond' in args) || typeof args.respond !== 'function') return;
  await args.respond({ text, response_type: 'ephemeral', replace_original: false });
};

/**
 * Surrounds every request: counts it as work under way, logs one line when it is done, and gives the person one plain
 * apology when it failed. The cause goes to the log, never the text of a message.
 */
export const registerRequestLog = (app: App, deps: RequestLogDeps): void => {
  const { logger, clock, background, apology, measure } = deps;
  const handle = async (args: RequestArgs): Promise<void> => {
    const startedAt = clock.now().getTime();
    const line = () => ({
      feature: featureOf(args),
      teamId: args.context.teamId,
      durationMs: clock.now().getTime() - startedAt,
    });
    try {
      await args.next();
      const done = line();
      logger.info(done, 'handled');
      measure?.slackRequest(true, done.durationMs);
    } catch (error) {
      const done = line();
      logger.error({ ...done, err: error }, 'failed');
      measure?.slackRequest(false, done.durationMs);
      // Whoever cannot be told either is told by the log alone.
      await acknowledge(args, apology).catch(() => undefined);
      await apologize(answerWhereAsked(args), apology.message).catch(() => undefined);
    }
  };
  app.use((args) => background.track(handle(args)));
};
