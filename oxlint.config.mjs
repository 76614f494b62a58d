import { readdirSync } from 'node:fs';

/**
 * The order of features: a lower one knows nothing of a higher one (ARCHITECTURE.md). A feature has the folders and
 * files that carry its name, and these besides.
 */
const features = Object.entries({
  workspace: ['person', 'working-hours'],
  delivery: ['token-bucket'],
  note: ['note-part', 'preference', 'quiet-day', 'snooze'],
  file: ['download'],
  wall: [],
  win: ['credit', 'customer-data', 'submission'],
  nomination: ['pending-reaction', 'channel'],
  report: [],
  'private-word': [],
  card: ['signature'],
  board: ['tally'],
  idea: [],
  challenge: ['certificate', 'nudge', 'participant', 'run', 'run-step', 'service-week'],
  plan: [],
  recovery: ['remedy'],
  lesson: [],
  voice: [],
  screen: [],
  digest: ['recognition'],
  mine: [],
  settings: [],
  privacy: ['erasure'],
  home: [],
});

/** What knows every feature. */
const tables = 'deliveries|notes|meet-workspace|win-menu|brag-menu';

for (const layer of ['operations', 'handlers', 'views'])
  for (const entry of readdirSync(new URL(`src/${layer}`, import.meta.url), { withFileTypes: true }))
    if (entry.isDirectory() && !features.some(([name]) => name === entry.name))
      throw new Error(`src/${layer}/${entry.name} has no place in the order of features: oxlint.config.mjs`);

const overrides = features.map(([name, more], index) => {
  const higher = features.slice(index + 1);
  const names = higher.map(([each]) => each).join('|') || 'none';
  const files = [...higher.flatMap(([, each]) => each), tables].join('|');
  return {
    files: [`src/*/${name}/**`, ...[name, `${name}-*`, ...more].map((file) => `src/*/${file}.ts`)],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: `/(?:(?:${names})(?:/|(?:-[a-z-]+)?\\.ts$)|(?:${files})\\.ts$)`,
              message: `${name} knows nothing of the features above it (ARCHITECTURE.md, "The order of features").`,
            },
          ],
        },
      ],
    },
  };
});

/** The tables that are called after a feature all the same. */
overrides.push({
  files: ['src/handlers/win-menu.ts', 'src/handlers/brag-menu.ts'],
  rules: { 'no-restricted-imports': 'off' },
});

// biome-ignore lint/style/noDefaultExport: oxlint reads the default export
export default {
  plugins: ['typescript', 'import', 'promise', 'unicorn'],
  categories: { correctness: 'error' },
  options: { typeAware: true },
  rules: {
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/await-thenable': 'error',
    'import/no-cycle': ['error', { ignoreTypes: false }],
    'promise/no-callback-in-promise': 'off',
  },
  overrides,
  ignorePatterns: ['dist', 'node_modules'],
};
