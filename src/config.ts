import { isIP } from 'node:net';
import { z } from 'zod';
import { ConfigError } from './errors.ts';

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

export type Transport =
  | { kind: 'socket'; appToken: string }
  | { kind: 'http'; signingSecret: string; port: number; host?: string | undefined };

export interface Pages {
  /** An origin, without a slash at its end. */
  publicUrl: string;
  /** Where the bot listens. Over HTTP that is where Slack's requests arrive as well. */
  port: number;
  host?: string | undefined;
  /** How many proxies stand before the bot; undefined: one if it is on this machine. */
  trustedProxies?: number | undefined;
}

export interface Config {
  botToken: string;
  transport: Transport;
  /** Pages for people without Slack, with the address that they are reached at; undefined: there are none. */
  pages: Pages | undefined;
  /** Where the bot says how it is; undefined: nowhere. */
  health: { port: number; host: string } | undefined;
  /** Base of Slack's Web API, with a trailing slash; undefined means Slack's own. */
  slackApiUrl: string | undefined;
  mongodbUri: string | undefined;
  dataDir: string;
  wallChannelId: string | undefined;
  logLevel: (typeof logLevels)[number];
}

/** Of tokens and secrets: what else is among them came by copying, and would end up in an error's message. */
const isOneWord = (value: string): boolean => /^[\w.-]+$/.test(value);
const oneWord = (name: string): string =>
  `${name} holds a space, a line break or another character that none of Slack's has: copy it again, in one piece.`;

const localhosts: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Links hold secrets, so they go over TLS, unless they never leave the machine. */
const isPublicUrl = (value: string): boolean => {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || url.username || url.password || url.pathname !== '/' || url.search || url.hash) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && localhosts.has(url.hostname));
};

const port = (name: string) => {
  const fault = `${name} must be a whole number from 0 to 65535.`;
  return z
    .string()
    .regex(/^\d+$/, fault)
    .transform(Number)
    .refine((number) => number <= 65535, fault);
};

const address = (name: string, otherwise: string) =>
  z
    .string()
    .refine(
      (host) => isIP(host) !== 0 || /^[a-z0-9.-]+$/i.test(host),
      `${name} must be an address of this machine, such as 127.0.0.1, or its name; ${otherwise}.`,
    );

const tryIt = 'or run `npm run sandbox` to try it without Slack.';

const environment = z.object({
  SLACK_BOT_TOKEN: z
    .string({
      error: `SLACK_BOT_TOKEN is missing: create the app from manifest.yml at https://api.slack.com/apps, install it, and copy the Bot User OAuth Token here (README, "In your own Slack workspace"), ${tryIt}`,
    })
    .startsWith(
      'xoxb-',
      'SLACK_BOT_TOKEN must start with "xoxb-": copy the Bot User OAuth Token from "OAuth & Permissions".',
    )
    .refine(isOneWord, oneWord('SLACK_BOT_TOKEN')),
  SLACK_APP_TOKEN: z
    .string()
    .startsWith(
      'xapp-',
      'SLACK_APP_TOKEN must start with "xapp-": create an app-level token with the scope connections:write under "Basic Information".',
    )
    .refine(isOneWord, oneWord('SLACK_APP_TOKEN'))
    .optional(),
  SLACK_SIGNING_SECRET: z.string().refine(isOneWord, oneWord('SLACK_SIGNING_SECRET')).optional(),
  HOST: address('HOST', 'leave it out to listen on all').optional(),
  PORT: port('PORT').default(3000),
  TRUSTED_PROXIES: z
    .string()
    .regex(
      /^\d$/,
      'TRUSTED_PROXIES must be the number of proxies between people and the bot, from 0 to 9; leave it out for one on this machine.',
    )
    .transform(Number)
    .optional(),
  HEALTH_PORT: port('HEALTH_PORT').optional(),
  HEALTH_HOST: address('HEALTH_HOST', 'leave it out for this machine alone').default('127.0.0.1'),
  PUBLIC_URL: z
    .string()
    .refine(
      isPublicUrl,
      'PUBLIC_URL must be an https address without a path, such as https://brag.example.com (http only for localhost): where the proxy before the bot is reached; leave it out for no pages.',
    )
    .transform((url) => new URL(url).origin)
    .optional(),
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

const takenTwice = 'HEALTH_PORT must be another number than PORT, which is 3000 unless it is set.';

const isTakenTwice = (data: z.infer<typeof environment>): boolean => {
  const usesPort = data.PUBLIC_URL !== undefined || data.SLACK_APP_TOKEN === undefined;
  return usesPort && data.PORT !== 0 && data.HEALTH_PORT === data.PORT;
};

/**
 * Reads the configuration from environment variables; an empty one counts as not set, and blanks around one as slips of
 * copying.
 * Throws one ConfigError with every fault, in words that never repeat a secret.
 */
export const readConfig = (env: Readonly<Record<string, string | undefined>>): Config => {
  const given = Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  );
  const parsed = environment.safeParse(given);
  const faults = parsed.error?.issues.map((issue) => issue.message) ?? [];
  if (!given.SLACK_APP_TOKEN && !given.SLACK_SIGNING_SECRET) faults.push(noTransport);
  if (parsed.success && isTakenTwice(parsed.data)) faults.push(takenTwice);
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  const { data } = parsed;
  return {
    botToken: data.SLACK_BOT_TOKEN,
    transport: data.SLACK_APP_TOKEN
      ? { kind: 'socket', appToken: data.SLACK_APP_TOKEN }
      : { kind: 'http', signingSecret: data.SLACK_SIGNING_SECRET ?? '', port: data.PORT, host: data.HOST },
    pages:
      data.PUBLIC_URL === undefined
        ? undefined
        : {
            publicUrl: data.PUBLIC_URL,
            port: data.PORT,
            host: data.HOST,
            trustedProxies: data.TRUSTED_PROXIES,
          },
    health: data.HEALTH_PORT === undefined ? undefined : { port: data.HEALTH_PORT, host: data.HEALTH_HOST },
    slackApiUrl: data.SLACK_API_URL,
    mongodbUri: data.MONGODB_URI,
    dataDir: data.DATA_DIR,
    wallChannelId: data.WALL_CHANNEL,
    logLevel: data.LOG_LEVEL,
  };
};

const passwordIn = (uri: string): string | undefined => /:\/\/[^:@/]*:(.+)@/.exec(uri)?.[1];

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** What must never be told to anybody. */
export const secretsIn = ({ botToken, transport, mongodbUri }: Config): string[] => {
  const password = mongodbUri && passwordIn(mongodbUri);
  return [
    botToken,
    transport.kind === 'socket' ? transport.appToken : transport.signingSecret,
    ...(password ? [password, decoded(password)] : []),
  ];
};
