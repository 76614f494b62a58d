import { createClock } from './clock.ts';
import { createGateway } from './delivery/gateway.ts';
import type { Transport } from './delivery/transport.ts';
import { createJournal } from './journal.ts';
import type { Manifest } from './manifest.ts';
import { createRandom, randomLetters } from './random.ts';
import { createFaults } from './rules/faults.ts';
import { createRateLimits } from './rules/rate-limits.ts';
import { createChanges } from './workspace/changes.ts';
import { createWorkspace } from './workspace/workspace.ts';
import type { Credentials, World } from './world.ts';

export interface WorldOptions {
  seed: number;
  people: number;
  alsoIn: readonly string[];
  manifest: Manifest;
}

const newCredentials = (seed: number): Credentials => {
  const letters = (length: number) => randomLetters(random, length).toLowerCase();
  const random = createRandom(seed ^ 0x5ec2e7);
  return {
    botToken: `xoxb-sandbox-${letters(24)}`,
    appToken: `xapp-1-sandbox-${letters(24)}`,
    signingSecret: letters(32),
  };
};

/** `transportOf` makes the way to the bot, which needs what the world knows of it. */
export const createWorld = (
  { seed, people, alsoIn, manifest }: WorldOptions,
  transportOf: (credentials: Credentials) => Transport,
): World => {
  const clock = createClock();
  const journal = createJournal(clock);
  const credentials = newCredentials(seed);
  const workspace = createWorkspace({ clock, seed, people, alsoIn, appName: manifest.appName });
  const transport = transportOf(credentials);
  const world: World = {
    baseUrl: '',
    clock,
    journal,
    changes: createChanges(),
    manifest,
    credentials,
    faults: createFaults(),
    limits: createRateLimits(clock),
    gateway: createGateway({
      clock,
      journal,
      manifest,
      random: createRandom(seed),
      workspace: () => world.workspace,
      transport,
    }),
    workspace,
    isBotReady: false,
  };
  return world;
};
