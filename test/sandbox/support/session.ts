import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import type { JsonObject } from '../../../sandbox/json.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../sandbox/sandbox.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests read deep into JSON whose shape they assert.
export type Json = any;

export interface Session {
  sandbox: Sandbox;
  slack: WebClient;
  act(path: string, body?: JsonObject | JsonObject[]): Promise<Json>;
  look(path: string): Promise<Json>;
  /** Resolves with the first answer of `find` that is not undefined or false. */
  until<T>(find: () => Promise<T | undefined | false>): Promise<T>;
  stop(): Promise<void>;
}

const POLL_MS = 10;
const PATIENCE_MS = 15_000;

/** A manifest that does not exist grants everything. */
export const everythingGranted = '/nonexistent/manifest.yml';

export const until = async <T>(find: () => Promise<T | undefined | false>): Promise<T> => {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await find();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error('It did not happen in time.');
    await new Promise((resolve) => {
      setTimeout(resolve, POLL_MS);
    });
  }
};

/** A sandbox, by default without a bot of its own, and ways to act in it. */
export const openSession = async (options: SandboxOptions = {}): Promise<Session> => {
  const sandbox = await startSandbox({ bot: false, manifestPath: everythingGranted, seed: 1, ...options });
  const request = async (path: string, init?: RequestInit) => {
    const response = await fetch(`${sandbox.url}/_sandbox/${path}`, init);
    return response.json() as Promise<Json>;
  };
  return {
    sandbox,
    slack: new WebClient(sandbox.botEnv.SLACK_BOT_TOKEN, {
      slackApiUrl: sandbox.botEnv.SLACK_API_URL!,
      logLevel: LogLevel.ERROR,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    }),
    act: (path, body = {}) =>
      request(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    look: (path) => request(path),
    until,
    stop: () => sandbox.stop(),
  };
};

/** A Bolt app with the sandbox's environment, not yet started. */
export const createBot = (sandbox: Sandbox): App => {
  const { SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, SLACK_API_URL } = sandbox.botEnv;
  const shared = {
    token: SLACK_BOT_TOKEN!,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: SLACK_API_URL! },
    ignoreSelf: false,
  };
  if (SLACK_APP_TOKEN) return new App({ ...shared, appToken: SLACK_APP_TOKEN, socketMode: true });
  const receiver = new HTTPReceiver({ signingSecret: SLACK_SIGNING_SECRET!, logLevel: LogLevel.ERROR });
  return new App({ ...shared, receiver });
};

/** Starts it, and resolves when it has heard of its invitation to the wall. */
export const startBot = async (session: Session, app: App): Promise<void> => {
  const { PORT } = session.sandbox.botEnv;
  await (PORT ? app.start(Number(PORT)) : app.start());
  await session.until(async () => (await session.look('state')).bot.ready);
};
