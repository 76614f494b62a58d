export type * from './answers.ts';
export type * from './block-kit.ts';
export { type BotChild, createBotChild } from './bot/child.ts';
export type * from './guide.ts';
export { runSandbox } from './main.ts';
export type { BlockFault } from './rules/block-rules.ts';
export { blockFaults } from './rules/blocks.ts';
export { type Bot, type Sandbox, type SandboxOptions, startSandbox } from './sandbox.ts';
