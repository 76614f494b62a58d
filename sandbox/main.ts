import { fileURLToPath } from 'node:url';
import { runSandbox } from 'slack-sandbox';

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
    LOG_LEVEL: process.env.LOG_LEVEL || 'warn',
  },
  dataFiles: /\.(mdb|sock)$/,
});
