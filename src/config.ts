import { z } from 'zod';
import { ConfigError } from './errors.ts';

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

export type Transport =
  | { kind: 'socket'; appToken: string }
  | { kind: 'http'; signingSecret: string; port: number };

export interface Config {
  botToken: string;
  transport: Transport;
  /** Base of Slack's Web API, with a trailing slash; undefined means Slack's own. */
  slackApiUrl: string | undefined;
  mongodbUri: string | undefined;
  dataDir: string;
  wallChannelId: string | undefined;
  logLevel: (typeof logLevels)[number];
}

const tryIt = 'or run `npm run sandbox` to try it without Slack.';

const environment = z.object({
  SLACK_BOT_TOKEN: z
    .string({
      error: `SLACK_BOT_TOKEN is missing: create the app from manifest.yml at https://api.slack.com/apps, install it, and copy the Bot User OAuth Token here (README, "In your own Slack workspace"), ${tryIt}`,
    })
    .startsWith(
      'xoxb-',
      'SLACK_BOT_TOKEN must start with "xoxb-": copy the Bot User OAuth Token from "OAuth & Permissions".',
    ),
  SLACK_APP_TOKEN: z
    .string()
    .startsWith(
      'xapp-',
      'SLACK_APP_TOKEN must start with "xapp-": create an app-level token with the scope connections:write under "Basic Information".',
    )
    .optional(),
  SLACK_SIGNING_SECRET: z.string().optional(),
  PORT: z
    .string()
    .regex(/^\d+$/, 'PORT must be a whole number from 0 to 65535.')
    .transform(Number)
    .refine((port) => port <= 65535, 'PORT must be a whole number from 0 to 65535.')
    .default(3000),
  SLACK_API_URL: z
    .url({
      protocol: /^https?$/,
      error: 'SLACK_API_URL must be an http or https address; leave it out to use Slack itself.',
    })
    .transform((url) => (url.endsWith('/') ? url : `${url}/`))
    .optional(),
  MONGODB_URI: z
    .string()
    .regex(
      /^mongodb(\+srv)?:\/\//,
      'MONGODB_URI must start with mongodb:// or mongodb+srv://; leave it out to use the built-in database.',
    )
    .optional(),
  DATA_DIR: z.string().default('./data'),
  WALL_CHANNEL: z
    .string()
    .regex(
      /^[CG][A-Z0-9]+$/,
      'WALL_CHANNEL must be a channel id such as C0123456789: copy it from the end of "View channel details" in Slack.',
    )
    .optional(),
  LOG_LEVEL: z
    .enum(logLevels, { error: `LOG_LEVEL must be one of ${logLevels.join(', ')}.` })
    .default('info'),
});

const noTransport = `SLACK_APP_TOKEN or SLACK_SIGNING_SECRET is missing: give the app-level token (xapp-…) for Socket Mode, or the signing secret to listen for HTTP requests on PORT, ${tryIt}`;

/**
 * Reads the configuration from environment variables; an empty one counts as not set.
 * Throws one ConfigError with every fault, in words that never repeat a secret.
 */
export const readConfig = (env: Readonly<Record<string, string | undefined>>): Config => {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const parsed = environment.safeParse(given);
  const faults = parsed.error?.issues.map((issue) => issue.message) ?? [];
  if (!given.SLACK_APP_TOKEN && !given.SLACK_SIGNING_SECRET) faults.push(noTransport);
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  const { data } = parsed;
  return {
    botToken: data.SLACK_BOT_TOKEN,
    transport: data.SLACK_APP_TOKEN
      ? { kind: 'socket', appToken: data.SLACK_APP_TOKEN }
      : { kind: 'http', signingSecret: data.SLACK_SIGNING_SECRET ?? '', port: data.PORT },
    slackApiUrl: data.SLACK_API_URL,
    mongodbUri: data.MONGODB_URI,
    dataDir: data.DATA_DIR,
    wallChannelId: data.WALL_CHANNEL,
    logLevel: data.LOG_LEVEL,
  };
};
