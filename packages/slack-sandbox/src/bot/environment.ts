import type { Credentials } from '../world.ts';

interface Connection {
  credentials: Credentials;
  transport: 'socket' | 'http';
  /** Where a bot that is reached over HTTP must listen. */
  port: number;
  baseUrl: string;
}

/** The environment with which any bot runs against the sandbox. */
export const botEnvironment = ({
  credentials,
  transport,
  port,
  baseUrl,
}: Connection): { [name: string]: string } => ({
  SLACK_BOT_TOKEN: credentials.botToken,
  ...(transport === 'socket'
    ? { SLACK_APP_TOKEN: credentials.appToken }
    : { SLACK_SIGNING_SECRET: credentials.signingSecret, PORT: String(port) }),
  SLACK_API_URL: `${baseUrl}/api/`,
});

/** Empty values keep what a developer's .env says of a real workspace away from the sandbox's bot. */
export const childEnvironment = (
  connection: { [name: string]: string },
  dataDir: string,
  extra: { [name: string]: string },
): NodeJS.ProcessEnv => ({
  ...process.env,
  SLACK_APP_TOKEN: '',
  SLACK_SIGNING_SECRET: '',
  ...connection,
  DATA_DIR: dataDir,
  ...extra,
});
