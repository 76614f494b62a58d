import { fileURLToPath } from 'node:url';
import { runSandbox } from 'slack-sandbox';
import { freePort } from 'slack-sandbox/testing';

const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** `npm run sandbox`: a pretend Slack workspace with this bot in it. */
await runSandbox(process.argv.slice(2), {
  manifest: pathOf('../manifest.yml'),
  bot: { module: pathOf('bot.ts') },
  guide: pathOf('guide.ts'),
  // So that a reaction counts there from the first minute on.
  alsoIn: ['general', 'support'],
  // An empty value keeps out what a developer's own .env says.
  botEnv: {
    WALL_CHANNEL: '',
    PUBLIC_URL: process.env.PUBLIC_URL ?? '',
    // Pages are there to be tried, unless somebody says where they are, or by an empty address that there are none.
    SANDBOX_PAGES_PORT: process.env.PUBLIC_URL === undefined ? String(await freePort()) : '',
    TRUSTED_PROXIES: '',
    HEALTH_PORT: process.env.HEALTH_PORT ?? '',
    HEALTH_HOST: '',
    LOG_LEVEL: process.env.LOG_LEVEL || 'warn',
  },
  dataFiles: /\.(mdb|sock)$/,
});
