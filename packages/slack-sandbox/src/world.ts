import type { SandboxClock } from './clock.ts';
import type { Gateway } from './delivery/gateway.ts';
import type { Journal } from './journal.ts';
import type { Manifest } from './manifest.ts';
import type { Faults } from './rules/faults.ts';
import type { RateLimits } from './rules/rate-limits.ts';
import type { Changes } from './workspace/changes.ts';
import type { Workspace } from './workspace/types.ts';

export interface Credentials {
  botToken: string;
  appToken: string;
  signingSecret: string;
}

/** Everything that the parts of one running sandbox share. */
export interface World {
  /** Without a trailing slash. */
  baseUrl: string;
  clock: SandboxClock;
  journal: Journal;
  changes: Changes;
  manifest: Manifest;
  credentials: Credentials;
  faults: Faults;
  limits: RateLimits;
  gateway: Gateway;
  /** Replaced by a reset. */
  workspace: Workspace;
  /** True once the bot has acknowledged its invitation, until it stops. */
  isBotReady: boolean;
}
