import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { HTTPModuleFunctions, HTTPReceiver, isRawBodyError, type Receiver } from '@slack/bolt';
import type { Logger } from 'pino';
import { boltLogger } from './bolt-logger.ts';
import { isRequestBody } from './request-body.ts';
import { closedInTime, endIdleConnections, serverLimits } from './server-limits.ts';

export interface HttpTransport {
  kind: 'http';
  signingSecret: string;
  port: number;
  /** Undefined: every address of the machine. */
  host?: string | undefined;
}

/** Slack's largest, a form with all that was typed into it, has a quarter of that. */
const bodyLimit = 1024 * 1024;

const isForSlack = ({ method, url }: IncomingMessage): boolean =>
  method === 'POST' && url?.split('?')[0] === '/slack/events';

/** Bolt compares the whole header with the bare name, and reads a form with a charset as JSON. */
const bareFormType = ({ headers }: IncomingMessage): void => {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type === 'application/x-www-form-urlencoded') headers['content-type'] = type;
};

const refusalOf = (error: unknown): { status: number; reason: string } => {
  const reason = error instanceof Error ? error.message : String(error);
  return { status: isRawBodyError(error) ? error.statusCode : 401, reason };
};

/**
 * Bolt's receiver behind a door of our own. Bolt looks at a request where nobody catches what it throws, so a signed
 * `null` would end the process: here it is verified and read first, and Bolt is handed only what it can read.
 */
export const createHttpReceiver = (
  { signingSecret, port, host }: HttpTransport,
  {
    logger,
    pages,
    onListening = () => undefined,
  }: {
    logger: Logger;
    /** Answers what is not for Slack. */
    pages?: RequestListener | undefined;
    onListening?: ((isListening: boolean) => void) | undefined;
  },
): Receiver => {
  const log = logger.child({ feature: 'slack' });

  const receiver = new HTTPReceiver({
    signingSecret,
    bodyLimit,
    logger: boltLogger(logger),
    // What handlers throw is caught around them: what arrives here, Bolt could not read.
    async processEventErrorHandler({ error, response }) {
      log.warn({ err: error }, 'a request could not be read');
      if (!response.headersSent) HTTPModuleFunctions.buildNoBodyResponse(response, 400);
      return false;
    },
    unhandledRequestHandler({ response }) {
      log.warn('a request was not acknowledged within three seconds');
      if (!response.headersSent) HTTPModuleFunctions.buildNoBodyResponse(response, 404);
    },
  });
  const boltListener = receiver.requestListener;
  let server: Server | undefined;

  const refuse = (response: ServerResponse, status: number, reason: string): void => {
    log.info({ status, reason }, 'a request was refused');
    HTTPModuleFunctions.buildNoBodyResponse(response, status);
  };

  const isReadable = (request: Parameters<typeof HTTPModuleFunctions.parseHTTPRequestBody>[0]): boolean => {
    try {
      return isRequestBody(HTTPModuleFunctions.parseHTTPRequestBody(request));
    } catch {
      return false;
    }
  };

  const admit = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!isForSlack(request)) {
      if (pages) return pages(request, response);
      log.debug({ status: 404, method: request.method }, 'a request was not for Slack');
      return HTTPModuleFunctions.buildNoBodyResponse(response, 404);
    }
    bareFormType(request);
    try {
      const verified = await HTTPModuleFunctions.parseAndVerifyHTTPRequest(
        { enabled: true, signingSecret, bodyLimit },
        request,
      );
      if (!isReadable(verified)) return refuse(response, 400, 'its body is not one of a request');
    } catch (error) {
      const { status, reason } = refusalOf(error);
      return refuse(response, status, reason);
    }
    boltListener(request, response);
  };

  receiver.requestListener = (request, response) => {
    admit(request, response).catch((error: unknown) => {
      log.error({ err: error }, 'a request could not be answered');
      if (!response.headersSent) HTTPModuleFunctions.buildNoBodyResponse(response, 500);
    });
  };

  return {
    init: (app) => receiver.init(app),
    async start() {
      server = await receiver.start({ port, ...(host !== undefined && { host }) }, serverLimits);
      onListening(true);
      return endIdleConnections(server);
    },
    async stop() {
      onListening(false);
      const closed = receiver.stop();
      await (server ? closedInTime(server, closed) : closed);
    },
  };
};
